package dev.stackyn.platform.adapters.config;

import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.RandomSource;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

@Factory
final class RandomFactory {

  @Singleton
  RandomSource random() {
    SecureRandom secure = new SecureRandom();
    return new RandomSource() {
      @Override
      public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        secure.nextBytes(bytes);
        return bytes;
      }

      @Override
      public int below(int bound) {
        return secure.nextInt(bound);
      }
    };
  }

  @Singleton
  Ids ids(Clock clock, RandomSource random) {
    return new Ids(clock, random);
  }
}
