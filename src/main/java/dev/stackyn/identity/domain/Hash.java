package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** 32 bytes that stand for a secret which is not kept. */
public record Hash(String hex) {
  private static final int LENGTH = 64;

  public Hash {
    if (hex.length() != LENGTH) {
      throw new IllegalArgumentException("not a hash of 32 bytes");
    }
  }

  public static Hash of(byte[] bytes) {
    return new Hash(HexFormat.of().formatHex(bytes));
  }

  /** Good enough for what is long and random; a short or chosen text takes more than this. */
  public static Hash ofLong(Secret secret) {
    try {
      return of(
          MessageDigest.getInstance("SHA-256")
              .digest(secret.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  /** Takes the same time wherever the difference is. */
  public boolean matches(Hash other) {
    return MessageDigest.isEqual(bytes(), other.bytes());
  }

  @Override
  public String toString() {
    return "[hash]";
  }
}
