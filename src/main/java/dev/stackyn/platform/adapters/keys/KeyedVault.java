package dev.stackyn.platform.adapters.keys;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.platform.domain.KeyFolder;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with the keys of the folder. Sealed bytes are the version of this form (one byte),
 * the key's id (four), a nonce (twelve), and what the cipher makes of the rest. Version and id can
 * be read by anybody and changed by nobody: they are authenticated with what follows.
 */
@Singleton
final class KeyedVault implements Vault {
  private static final byte VERSION = 1;
  private static final int HEAD_BYTES = 1 + SealingSecret.ID_BYTES;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int FEWEST_BYTES = HEAD_BYTES + NONCE_BYTES + TAG_BYTES;
  private static final String FINGERPRINT_FILE = "fingerprint.key";
  private static final int FINGERPRINT_BYTES = 32;

  private final KeyFolder folder;
  private final SealingRing ring;
  private final RandomSource random;
  private volatile byte @Nullable [] fingerprintKey;

  KeyedVault(KeyFolder folder, SealingRing ring, RandomSource random) {
    this.folder = folder;
    this.ring = ring;
    this.random = random;
  }

  @Override
  public SealedBytes seal(byte[] plain) {
    SealingSecret secret = ring.newest();
    byte[] nonce = random.bytes(NONCE_BYTES);
    ByteBuffer sealed = ByteBuffer.allocate(FEWEST_BYTES + plain.length);
    sealed.put(VERSION).put(HexFormat.of().parseHex(secret.id()));
    byte[] head = Arrays.copyOf(sealed.array(), HEAD_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, secret, head, nonce);
      return SealedBytes.of(sealed.put(nonce).put(cipher.doFinal(plain)).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] open(SealedBytes sealed) {
    String id = keyOf(sealed);
    ByteBuffer bytes = ByteBuffer.wrap(sealed.bytes());
    byte[] head = new byte[HEAD_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    bytes.get(head).get(nonce);
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    try {
      return cipher(Cipher.DECRYPT_MODE, ring.find(id), head, nonce).doFinal(rest);
    } catch (AEADBadTagException e) {
      throw new Unopenable("changed since it was sealed with the key " + id);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String keyOf(SealedBytes sealed) {
    byte[] bytes = sealed.bytes();
    if (bytes.length < FEWEST_BYTES || bytes[0] != VERSION) {
      throw new Unopenable("not sealed in a form that this Stackyn knows");
    }
    return HexFormat.of().formatHex(bytes, 1, HEAD_BYTES);
  }

  @Override
  public byte[] fingerprint(String purpose, String text) {
    return Hmac.of(Hmac.of(fingerprintKey(), purpose), text);
  }

  private byte[] fingerprintKey() {
    byte[] known = fingerprintKey;
    if (known == null) {
      known = folder.addOrRead(FINGERPRINT_FILE, random.bytes(FINGERPRINT_BYTES));
      fingerprintKey = known;
    }
    return known;
  }

  private static Cipher cipher(int mode, SealingSecret secret, byte[] head, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, secret.cipherKey(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(head);
    return cipher;
  }
}
