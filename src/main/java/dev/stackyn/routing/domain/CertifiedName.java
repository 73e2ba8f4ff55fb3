package dev.stackyn.routing.domain;

import java.util.Optional;

/** What a certificate is for: one host, or, as {@code *.example.com}, all hosts right below one. */
public record CertifiedName(String value) {
  private static final String ANY = "*.";

  public CertifiedName {
    if (Host.asked(value.startsWith(ANY) ? value.substring(ANY.length()) : value)
        .filter(host -> value.endsWith(host.value()))
        .isEmpty()) {
      throw new IllegalArgumentException("not a name that a certificate can be for");
    }
  }

  public static CertifiedName of(Host host) {
    return new CertifiedName(host.value());
  }

  /** All hosts right below this one. */
  public static CertifiedName below(Host host) {
    return new CertifiedName(ANY + host);
  }

  /** The wildcard that this host would fall under; a name of one word has none. */
  public static Optional<CertifiedName> above(Host host) {
    int dot = host.value().indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.of(new CertifiedName("*" + host.value().substring(dot)));
  }

  public boolean isWildcard() {
    return value.startsWith(ANY);
  }

  /** The host itself, or the one that a wildcard's hosts are below. */
  public Host host() {
    return new Host(isWildcard() ? value.substring(ANY.length()) : value);
  }

  public boolean covers(Host host) {
    return isWildcard() ? above(host).filter(this::equals).isPresent() : value.equals(host.value());
  }

  @Override
  public String toString() {
    return value;
  }
}
