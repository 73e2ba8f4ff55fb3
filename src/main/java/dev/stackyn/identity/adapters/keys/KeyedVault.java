package dev.stackyn.identity.adapters.keys;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM and HMAC-SHA-256, with keys derived from one secret in the key folder. The secret is
 * made when it is first needed.
 */
@Singleton
final class KeyedVault implements Vault {
  private static final String FILE = "vault.key";
  private static final int SECRET_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final KeyFolder folder;
  private final RandomSource random;
  private volatile byte @Nullable [] secret;

  KeyedVault(IdentitySettings settings, RandomSource random) {
    this.folder = new KeyFolder(settings.tokens().keys());
    this.random = random;
  }

  @Override
  public SealedBytes seal(byte[] plain) {
    byte[] nonce = random.bytes(NONCE_BYTES);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
      return SealedBytes.of(
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] open(SealedBytes sealed) {
    byte[] bytes = sealed.bytes();
    byte[] nonce = new byte[NONCE_BYTES];
    ByteBuffer.wrap(bytes).get(nonce);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce)
          .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed with another key than " + FILE, e);
    }
  }

  @Override
  public byte[] fingerprint(String purpose, String text) {
    return mac(mac(secret(), "fingerprint " + purpose), text);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(mac(secret(), "seal"), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private byte[] secret() {
    byte[] known = secret;
    if (known == null) {
      known = folder.addOrRead(FILE, random.bytes(SECRET_BYTES));
      secret = known;
    }
    return known;
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
