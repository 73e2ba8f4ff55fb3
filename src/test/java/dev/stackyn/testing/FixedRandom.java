package dev.stackyn.testing;

import dev.stackyn.kernel.RandomSource;
import java.util.Random;

/** The same values in every run, each different from those before. */
public final class FixedRandom implements RandomSource {
  private final Random random = new Random(42);

  @Override
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public int below(int bound) {
    return random.nextInt(bound);
  }
}
