package dev.stackyn.platform.adapters.keys;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a sealing key is made of. Its id comes from it: two keys never share one because they were
 * made at the same moment, and a file whose content was damaged is known by its name.
 */
final class SealingSecret {
  static final int BYTES = 32;
  static final int ID_BYTES = 4;

  private final byte[] id;
  private final SecretKey cipherKey;

  SealingSecret(byte[] secret) {
    this.id = Arrays.copyOf(Hmac.of(secret, "id"), ID_BYTES);
    this.cipherKey = new SecretKeySpec(Hmac.of(secret, "seal"), "AES");
  }

  String id() {
    return HexFormat.of().formatHex(id);
  }

  SecretKey cipherKey() {
    return cipherKey;
  }
}
