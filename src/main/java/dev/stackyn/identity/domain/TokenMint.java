package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.AccessClaims.Holder;
import dev.stackyn.identity.ports.AccessTokens;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Makes the texts of tokens. */
@Singleton
public class TokenMint {
  private static final int BYTES = 32;

  private final AccessTokens accessTokens;
  private final RandomSource random;
  private final Ids ids;
  private final Duration goodFor;

  public TokenMint(
      AccessTokens accessTokens, RandomSource random, Ids ids, IdentitySettings settings) {
    this.accessTokens = accessTokens;
    this.random = random;
    this.ids = ids;
    this.goodFor = settings.tokens().accessToken();
  }

  UUID nextId() {
    return ids.next();
  }

  /** 256 bits that nobody can guess. */
  Secret random() {
    return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(BYTES)));
  }

  Grant grant(User user, SessionId session, Secret refreshToken, Instant now) {
    AccessClaims claims =
        new AccessClaims(
            user.id(),
            session,
            user.standing().tokenVersion(),
            new Holder(user.email(), user.standing().role()),
            now.plus(goodFor));
    return new Grant(user, session, accessTokens.sign(claims), goodFor, refreshToken);
  }
}
