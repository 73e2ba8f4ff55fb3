package dev.stackyn.platform.domain;

/** Protects what the database keeps with a key that the database does not have. */
public interface Vault {
  SealedBytes seal(byte[] plain);

  /** What was sealed here, or on another node with the same keys. */
  byte[] open(SealedBytes sealed);

  /** 32 bytes that nobody can foresee or reverse without the key, not even for a short text. */
  byte[] fingerprint(String purpose, String text);
}
