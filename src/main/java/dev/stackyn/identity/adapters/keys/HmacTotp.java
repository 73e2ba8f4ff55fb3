package dev.stackyn.identity.adapters.keys;

import dev.stackyn.identity.ports.TotpAlgorithm;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

@Singleton
final class HmacTotp implements TotpAlgorithm {
  private static final int SIX_DIGITS = 1_000_000;

  @Override
  public int codeAt(byte[] secret, long step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret, "HmacSHA1"));
      byte[] digest = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = digest[digest.length - 1] & 0x0f;
      return (ByteBuffer.wrap(digest).getInt(offset) & 0x7fff_ffff) % SIX_DIGITS;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
