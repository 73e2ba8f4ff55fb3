package dev.stackyn.routing.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.ports.CertificateMaker;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Which certificates may be brought: those that clients would take for the host. What is refused is
 * refused in words that repeat nothing of the key.
 */
@Singleton
public class UploadRules {
  private static final int LONGEST_CHAIN = 64 << 10;
  private static final int LONGEST_KEY = 16 << 10;
  private static final int MOST_CERTIFICATES = 10;
  private static final int SHORTEST_RSA = 2_048;
  private static final int SHORTEST_CURVE = 256;
  private static final String CHAIN = "chain";
  private static final String KEY = "key";

  private final CertificateMaker maker;
  private final Clock clock;

  public UploadRules(CertificateMaker maker, Clock clock) {
    this.maker = maker;
    this.clock = clock;
  }

  /** What was brought for the host, in PEM. */
  KeyedChain checked(Host host, String chain, String key) {
    require(chain.length() <= LONGEST_CHAIN, CHAIN, "is too long");
    require(key.length() <= LONGEST_KEY, KEY, "is too long");
    KeyedChain brought = maker.read(chain, key);
    require(brought.chain().size() <= MOST_CERTIFICATES, CHAIN, "has too many certificates");
    requireStrength(brought.leaf().getPublicKey());
    require(belongsTogether(brought), KEY, "does not belong to the first certificate of the chain");
    require(brought.isFor(host), CHAIN, "its first certificate is not for " + host);
    Instant now = clock.instant();
    require(brought.notAfter().isAfter(now), CHAIN, "ended on " + brought.notAfter());
    require(!brought.notBefore().isAfter(now), CHAIN, "begins only on " + brought.notBefore());
    requireLinks(brought.chain());
    return brought;
  }

  private static void requireStrength(PublicKey key) {
    boolean strong =
        switch (key) {
          case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= SHORTEST_RSA;
          case ECPublicKey curve ->
              curve.getParams().getCurve().getField().getFieldSize() >= SHORTEST_CURVE;
          default -> false;
        };
    require(strong, KEY, "must be RSA with 2048 bits at least, or on a curve with 256 at least");
  }

  /** What the one has signed, the other must know. */
  private static boolean belongsTogether(KeyedChain brought) {
    boolean rsa = brought.leaf().getPublicKey() instanceof RSAPublicKey;
    byte[] text = new byte[32];
    Arrays.fill(text, (byte) 7);
    try {
      Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
      signature.initSign(brought.key());
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(brought.leaf().getPublicKey());
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Each is signed by the one that follows: clients do not look for what is missing between. */
  private static void requireLinks(List<X509Certificate> chain) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw Refusal.invalid(
            CHAIN, "certificate %d is not signed by the one that follows it".formatted(i + 1));
      }
    }
  }

  private static void require(boolean holds, String field, String text) {
    if (!holds) {
      throw Refusal.invalid(field, text);
    }
  }
}
