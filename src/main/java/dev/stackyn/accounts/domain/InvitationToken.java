package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Hash;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an invited person shows: 256 bits that nobody can guess. Only its hash is kept. */
public record InvitationToken(Secret secret) {
  private static final int BYTES = 32;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

  public InvitationToken {
    if (!SHAPE.matcher(secret.reveal()).matches()) {
      throw new IllegalArgumentException("not an invitation");
    }
  }

  static InvitationToken random(RandomSource random) {
    byte[] bytes = random.bytes(BYTES);
    return new InvitationToken(
        new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
  }

  /** What a client sent as an invitation, or nothing when it cannot be one. */
  public static Optional<InvitationToken> parse(@Nullable String text) {
    return text != null && SHAPE.matcher(text).matches()
        ? Optional.of(new InvitationToken(new Secret(text)))
        : Optional.empty();
  }

  Hash hash() {
    return Hash.ofLong(secret);
  }
}
