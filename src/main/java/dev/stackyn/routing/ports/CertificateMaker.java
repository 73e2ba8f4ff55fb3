package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.KeyedChain;
import java.security.KeyPair;
import java.util.List;

/** Makes certificates and keys, and reads those that people bring. */
public interface CertificateMaker {
  KeyPair newKey();

  /** For names that nobody else vouches for. */
  KeyedChain selfSigned(List<String> names);

  /** What an authority looks for in a handshake (RFC 8737), with the answer to its challenge. */
  KeyedChain answering(Host host, String answer);

  /**
   * A chain and a key in PEM, in one of the usual forms. What cannot be read is refused in words
   * for whoever brought it, which repeat nothing of the key.
   */
  KeyedChain read(String chain, String key);
}
