package dev.stackyn.routing.adapters.certificates;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.KeyedChain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** What people have certificates and keys in: PEM, with keys in PKCS #8, PKCS #1 or SEC 1. */
final class PemForms {
  private static final String CHAIN = "chain";
  private static final String KEY = "key";

  KeyedChain read(String chain, String key) {
    List<X509Certificate> certificates = certificates(chain);
    if (certificates.isEmpty()) {
      throw Refusal.invalid(CHAIN, "must be certificates in PEM, the host's own first");
    }
    return new KeyedChain(certificates, key(key, certificates.getFirst()));
  }

  private static List<X509Certificate> certificates(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      return List.of();
    }
  }

  /** Of the certificate's algorithm: another could not belong to it. */
  private static PrivateKey key(String pem, X509Certificate leaf) {
    String algorithm = leaf.getPublicKey().getAlgorithm();
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(plain(info(pem), leaf).getEncoded()));
    } catch (Refusal e) {
      throw e;
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      // A key that is broken, or of another kind, breaks its parser in many ways.
      throw Refusal.invalid(KEY, "is not a key that this certificate could have");
    }
  }

  /**
   * On a curve, SEC 1 says a second time which one, or not at all; the JDK reads neither. The curve
   * is the certificate's.
   */
  private static PrivateKeyInfo plain(PrivateKeyInfo info, X509Certificate leaf)
      throws IOException {
    if (!(leaf.getPublicKey() instanceof ECPublicKey curve)) {
      return info;
    }
    BigInteger number = ECPrivateKey.getInstance(info.parsePrivateKey()).getKey();
    int bits = curve.getParams().getOrder().bitLength();
    return new PrivateKeyInfo(
        SubjectPublicKeyInfo.getInstance(curve.getEncoded()).getAlgorithm(),
        new ECPrivateKey(bits, number));
  }

  private static PrivateKeyInfo info(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (@Nullable Object part = parser.readObject(); part != null; part = parser.readObject()) {
        switch (part) {
          case PrivateKeyInfo info -> {
            return info;
          }
          case PEMKeyPair pair -> {
            return pair.getPrivateKeyInfo();
          }
          case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
              throw Refusal.invalid(KEY, "is protected by a password: bring it without one");
          default -> {
            // The parameters of a curve stand before its key.
          }
        }
      }
    }
    throw Refusal.invalid(KEY, "must be a private key in PEM");
  }
}
