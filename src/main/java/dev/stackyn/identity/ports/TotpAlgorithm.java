package dev.stackyn.identity.ports;

/** The arithmetic of time-based codes (RFC 6238, SHA-1, six digits): what authenticator apps do. */
public interface TotpAlgorithm {
  int codeAt(byte[] secret, long step);
}
