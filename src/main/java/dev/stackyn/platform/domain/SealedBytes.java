package dev.stackyn.platform.domain;

import java.util.HexFormat;

/** Bytes that say nothing without the key they were sealed with. */
public record SealedBytes(String hex) {
  public static SealedBytes of(byte[] bytes) {
    return new SealedBytes(HexFormat.of().formatHex(bytes));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
