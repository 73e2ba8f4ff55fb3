package dev.stackyn.routing.domain;

import java.util.Objects;

/**
 * What an authority looks for, to see whether a name leads here.
 *
 * @param answer the key authorization: nothing secret, the whole world may ask for it
 */
public record Challenge(Host host, Kind kind, String token, String answer) {

  /** Where it looks. */
  public enum Kind {
    /** On a page below {@code /.well-known/acme-challenge/}. */
    HTTP,
    /** In the certificate of a handshake. */
    TLS
  }

  public Challenge {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(kind, "kind");
    if (token.isEmpty() || answer.isEmpty()) {
      throw new IllegalArgumentException("a challenge has a token and an answer");
    }
  }
}
