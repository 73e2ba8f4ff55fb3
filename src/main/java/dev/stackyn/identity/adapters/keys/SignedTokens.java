package dev.stackyn.identity.adapters.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.stackyn.identity.domain.AccessClaims;
import dev.stackyn.identity.domain.AccessClaims.Holder;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.SessionId;
import dev.stackyn.identity.ports.AccessTokens;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Access tokens as JSON Web Tokens, signed with RS256 and nothing else. */
@Singleton
final class SignedTokens implements AccessTokens {
  private static final String ISSUER = "stackyn";

  private final KeyRing keys;
  private final Ids ids;
  private final Clock clock;

  SignedTokens(KeyRing keys, Ids ids, Clock clock) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Secret sign(AccessClaims claims) {
    JWTClaimsSet set =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(claims.user().toString())
            .jwtID(ids.next().toString())
            .issueTime(Date.from(clock.instant()))
            .expirationTime(Date.from(claims.expiresAt()))
            .claim("user_id", claims.user().toString())
            .claim("email", claims.holder().email().value())
            .claim("role", claims.holder().role().name())
            .claim("token_version", claims.tokenVersion())
            .claim("sid", claims.session().toString())
            .build();
    RSAKey key = keys.signing();
    SignedJWT token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), set);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token could not be signed", e);
    }
    return new Secret(token.serialize());
  }

  @Override
  public Optional<AccessClaims> read(String token) {
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      return isOurs(parsed) ? claims(parsed.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      // Whatever else it is, it is no token of ours.
      return Optional.empty();
    }
  }

  private boolean isOurs(SignedJWT token) throws JOSEException {
    @Nullable String keyId = token.getHeader().getKeyID();
    if (keyId == null || !JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
      return false;
    }
    Optional<RSAKey> key = keys.find(keyId);
    return key.isPresent() && token.verify(new RSASSAVerifier(key.get().toRSAPublicKey()));
  }

  private Optional<AccessClaims> claims(JWTClaimsSet set) throws ParseException {
    @Nullable Date expires = set.getExpirationTime();
    if (!ISSUER.equals(set.getIssuer())
        || expires == null
        || !clock.instant().isBefore(expires.toInstant())) {
      return Optional.empty();
    }
    Optional<UserId> user = UserId.parse(set.getStringClaim("user_id"));
    Optional<SessionId> session = Ids.parse(set.getStringClaim("sid")).map(SessionId::new);
    if (user.isEmpty() || session.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AccessClaims(
            user.get(),
            session.get(),
            set.getIntegerClaim("token_version"),
            new Holder(
                new Email(set.getStringClaim("email")), Role.valueOf(set.getStringClaim("role"))),
            expires.toInstant()));
  }
}
