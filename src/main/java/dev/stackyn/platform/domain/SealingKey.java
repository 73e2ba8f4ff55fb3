package dev.stackyn.platform.domain;

import java.time.Instant;
import java.util.regex.Pattern;

/** A key that seals, by its id. What it is made of stays in its file. */
public record SealingKey(String id, Instant madeAt) {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}");

  public SealingKey {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a key's id is eight hexadecimal digits");
    }
  }
}
