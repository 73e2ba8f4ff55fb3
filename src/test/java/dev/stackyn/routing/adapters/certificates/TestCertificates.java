package dev.stackyn.routing.adapters.certificates;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.routing.ports.CertificateMaker;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** The real maker of certificates, for tests of others. */
public final class TestCertificates {
  private TestCertificates() {}

  public static CertificateMaker maker(Clock clock) {
    return new BouncyCertificates(clock, new Chance());
  }

  private static final class Chance implements RandomSource {
    @Override
    public byte[] bytes(int count) {
      byte[] bytes = new byte[count];
      ThreadLocalRandom.current().nextBytes(bytes);
      return bytes;
    }

    @Override
    public int below(int bound) {
      return ThreadLocalRandom.current().nextInt(bound);
    }
  }
}
