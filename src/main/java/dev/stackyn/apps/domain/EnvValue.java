package dev.stackyn.apps.domain;

import dev.stackyn.kernel.Secret;
import java.nio.charset.StandardCharsets;

/** What an environment variable says. It may be a password, so it is never printed. */
public record EnvValue(Secret secret) {
  private static final int MOST_BYTES = 32 * 1024;

  public EnvValue {
    String text = secret.reveal();
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("must not contain a NUL character");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException("must be at most 32 KiB long");
    }
  }

  public static EnvValue of(String text) {
    return new EnvValue(new Secret(text));
  }

  public String reveal() {
    return secret.reveal();
  }
}
