package dev.stackyn.platform.domain;

/** Protects what the database keeps with keys that the database does not have. */
public interface Vault {
  /** What was sealed cannot be opened here: its key is not there, or it was changed since. */
  final class Unopenable extends IllegalStateException {
    /** The text names keys and files, and never what is in them. */
    public Unopenable(String message) {
      super(message);
    }
  }

  /** Seals with the newest key that there is at this moment, whichever process made it. */
  SealedBytes seal(byte[] plain);

  /**
   * What was sealed here, or on another node with the same keys, with the newest key or an older
   * one.
   *
   * @throws Unopenable when its key is missing or it was tampered with
   */
  byte[] open(SealedBytes sealed);

  /**
   * The id of the key that it was sealed with, whether that is still there or not.
   *
   * @throws Unopenable when it was never sealed at all
   */
  String keyOf(SealedBytes sealed);

  /**
   * 32 bytes that nobody can foresee or reverse without the key, not even for a short text. They
   * stay the same for good: their key is not one of those that seal, and is never changed, because
   * fingerprints are kept for years and nobody has the texts to make them anew from.
   */
  byte[] fingerprint(String purpose, String text);
}
