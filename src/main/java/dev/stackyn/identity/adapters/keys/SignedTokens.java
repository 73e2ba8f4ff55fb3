package dev.stackyn.identity.adapters.keys;

import com.nimbusds.jwt.JWTClaimsSet;
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
import java.util.Date;
import java.util.Optional;

/** Access tokens as JSON Web Tokens. They name no audience: what does is good elsewhere alone. */
@Singleton
final class SignedTokens implements AccessTokens {
  private final Signatures signatures;
  private final Ids ids;

  SignedTokens(Signatures signatures, Ids ids) {
    this.signatures = signatures;
    this.ids = ids;
  }

  @Override
  public Secret sign(AccessClaims claims) {
    return signatures.sign(
        new JWTClaimsSet.Builder()
            .subject(claims.user().toString())
            .jwtID(ids.next().toString())
            .expirationTime(Date.from(claims.expiresAt()))
            .claim("user_id", claims.user().toString())
            .claim("email", claims.holder().email().value())
            .claim("role", claims.holder().role().name())
            .claim("token_version", claims.tokenVersion())
            .claim("sid", claims.session().toString()));
  }

  @Override
  public Optional<AccessClaims> read(String token) {
    return signatures
        .verified(token)
        .filter(claims -> claims.getAudience().isEmpty())
        .flatMap(SignedTokens::claims);
  }

  private static Optional<AccessClaims> claims(JWTClaimsSet set) {
    try {
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
              set.getExpirationTime().toInstant()));
    } catch (ParseException | IllegalArgumentException e) {
      // Signed by us, but for something else.
      return Optional.empty();
    }
  }
}
