package dev.stackyn.routing.domain;

import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** A certificate with those above it, its own first, and its key. */
public record KeyedChain(List<X509Certificate> chain, PrivateKey key) {
  private static final int DNS_NAME = 2;

  public KeyedChain {
    chain = List.copyOf(chain);
    Objects.requireNonNull(key, "key");
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a chain has a first certificate");
    }
  }

  public X509Certificate leaf() {
    return chain.getFirst();
  }

  public Instant notBefore() {
    return leaf().getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** Whether browsers would take it for this host. */
  public boolean isFor(Host host) {
    return names()
        .anyMatch(name ->
            name.equals(host.value())
                || CertifiedName.above(host)
                    .filter(above -> above.value().equals(name))
                    .isPresent());
  }

  private Stream<String> names() {
    try {
      Collection<List<?>> alternatives = leaf().getSubjectAlternativeNames();
      return alternatives == null
          ? Stream.empty()
          : alternatives.stream()
              .filter(name -> Objects.equals(name.getFirst(), DNS_NAME))
              .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
    } catch (CertificateParsingException e) {
      return Stream.empty();
    }
  }

  /** Some keys print what is in them. */
  @Override
  public String toString() {
    return "a certificate of " + leaf().getSubjectX500Principal();
  }
}
