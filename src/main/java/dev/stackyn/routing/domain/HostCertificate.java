package dev.stackyn.routing.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How TLS stands for one host, as its owner sees it.
 *
 * @param reason why it is so, in words
 */
public record HostCertificate(
    Host host, Source source, Standing standing, String reason, Times times) {

  /** Where its certificate comes from. */
  public enum Source {
    /** An authority, for this host alone. */
    ORDERED,
    /** An authority, for all hosts of the platform's domain. */
    SHARED,
    /** Its owner. */
    UPLOADED,
    /** Nowhere: handshakes show the platform's own, which browsers do not trust. */
    NONE
  }

  /** How it stands. */
  public enum Standing {
    PENDING,
    ACTIVE,
    FAILED,
    EXPIRED,
    NONE
  }

  /** When what begins and ends. */
  public record Times(
      Optional<Instant> notBefore, Optional<Instant> notAfter, Optional<Instant> nextTry) {
    static final Times NONE = new Times(Optional.empty(), Optional.empty(), Optional.empty());

    public Times {
      Objects.requireNonNull(notBefore, "notBefore");
      Objects.requireNonNull(notAfter, "notAfter");
      Objects.requireNonNull(nextTry, "nextTry");
    }

    static Times of(Certificate certificate) {
      return new Times(
          certificate.held().map(SealedChain::notBefore),
          certificate.held().map(SealedChain::notAfter),
          certificate.prospect().nextTry());
    }
  }

  static HostCertificate none(Host host, String reason) {
    return new HostCertificate(host, Source.NONE, Standing.NONE, reason, Times.NONE);
  }

  static HostCertificate of(Host host, Certificate certificate, Instant now) {
    Source source =
        certificate.uploadedFor().isPresent()
            ? Source.UPLOADED
            : certificate.name().isWildcard() ? Source.SHARED : Source.ORDERED;
    Standing standing =
        switch (certificate.stateAt(now)) {
          case PENDING -> Standing.PENDING;
          case ACTIVE -> Standing.ACTIVE;
          case FAILED -> Standing.FAILED;
          case EXPIRED -> Standing.EXPIRED;
        };
    return new HostCertificate(
        host, source, standing, certificate.prospect().reason(), Times.of(certificate));
  }
}
