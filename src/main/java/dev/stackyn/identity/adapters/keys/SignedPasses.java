package dev.stackyn.identity.adapters.keys;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.stackyn.identity.domain.Door;
import dev.stackyn.identity.domain.Pass;
import dev.stackyn.identity.domain.SessionId;
import dev.stackyn.identity.ports.PassSigner;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Passes as JSON Web Tokens. Each names its door as its audience and no user: whoever verifies
 * access tokens of ours has to refuse it.
 */
@Singleton
final class SignedPasses implements PassSigner {
  private final Signatures signatures;

  SignedPasses(Signatures signatures) {
    this.signatures = signatures;
  }

  @Override
  public Secret sign(Pass pass) {
    return signatures.sign(
        new JWTClaimsSet.Builder()
            .audience(audience(pass.door()))
            .jwtID(pass.id().toString())
            .expirationTime(Date.from(pass.expiresAt()))
            .claim("sid", pass.session().toString()));
  }

  @Override
  public Optional<Pass> read(String text, Door door) {
    return signatures
        .verified(text)
        .filter(claims -> claims.getAudience().equals(List.of(audience(door))))
        .flatMap(claims -> pass(claims, door));
  }

  private static Optional<Pass> pass(JWTClaimsSet claims, Door door) {
    try {
      Optional<UUID> id = Ids.parse(claims.getJWTID());
      return Ids.parse(claims.getStringClaim("sid"))
          .map(SessionId::new)
          .flatMap(session ->
              id.map(
                  known -> new Pass(known, session, door, claims.getExpirationTime().toInstant())));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static String audience(Door door) {
    return switch (door) {
      case COOKIE -> "stackyn:cookie";
      case WEB_SOCKET -> "stackyn:web-socket";
    };
  }
}
