package dev.stackyn.kernel;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the ids of things: UUIDs of version 7, which sort by the time they were made. */
public final class Ids {
  private static final int TEXT_LENGTH = 36;

  private final Clock clock;
  private final RandomSource random;

  public Ids(Clock clock, RandomSource random) {
    this.clock = clock;
    this.random = random;
  }

  public UUID next() {
    ByteBuffer chance = ByteBuffer.wrap(random.bytes(2 * Long.BYTES));
    long high = (clock.millis() << 16) | 0x7000L | (chance.getLong() & 0x0fffL);
    long low = 0x8000_0000_0000_0000L | (chance.getLong() >>> 2);
    return new UUID(high, low);
  }

  /** Reads only the one form that ids are written in. */
  public static Optional<UUID> parse(@Nullable String text) {
    if (text == null || text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
