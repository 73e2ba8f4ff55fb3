package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.SealedBytes;
import java.time.Instant;
import java.util.Objects;

/**
 * A certificate as it is kept.
 *
 * @param chain in PEM, its own certificate first
 */
public record SealedChain(String chain, SealedBytes key, Instant notBefore, Instant notAfter) {
  public SealedChain {
    Objects.requireNonNull(chain, "chain");
    Objects.requireNonNull(key, "key");
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalArgumentException("a certificate ends after it begins");
    }
  }
}
