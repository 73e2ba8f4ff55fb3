package dev.stackyn.billing.adapters.lemonsqueezy;

import dev.stackyn.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves that a body comes from whoever knows the secret: its HMAC-SHA256, in hex. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /** Takes the same time wherever the difference is. */
  static boolean isOf(byte[] body, String shown, Secret secret) {
    return MessageDigest.isEqual(
        ascii(HexFormat.of().formatHex(sign(body, secret))), ascii(shown.toLowerCase(Locale.ROOT)));
  }

  private static byte[] sign(byte[] body, Secret secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
