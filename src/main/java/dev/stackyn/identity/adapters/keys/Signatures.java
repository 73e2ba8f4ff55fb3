package dev.stackyn.identity.adapters.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON Web Tokens, signed with RS256 and nothing else. */
@Singleton
final class Signatures {
  private static final String ISSUER = "stackyn";

  private final KeyRing keys;
  private final Clock clock;

  Signatures(KeyRing keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  Secret sign(JWTClaimsSet.Builder claims) {
    JWTClaimsSet set = claims.issuer(ISSUER).issueTime(Date.from(clock.instant())).build();
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

  /** What it claims, if one of our keys signed it and it has not expired. */
  Optional<JWTClaimsSet> verified(String token) {
    try {
      SignedJWT parsed = SignedJWT.parse(token);
      return isOurs(parsed)
          ? Optional.of(parsed.getJWTClaimsSet()).filter(this::isGood)
          : Optional.empty();
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

  private boolean isGood(JWTClaimsSet claims) {
    @Nullable Date expires = claims.getExpirationTime();
    return ISSUER.equals(claims.getIssuer())
        && expires != null
        && clock.instant().isBefore(expires.toInstant());
  }
}
