package dev.stackyn.routing.adapters.certificates;

import dev.stackyn.kernel.RandomSource;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.routing.ports.CertificateMaker;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** With keys on the curve P-256, which every client knows and which are quick to sign with. */
@Singleton
final class BouncyCertificates implements CertificateMaker {
  private static final ASN1ObjectIdentifier ACME_IDENTIFIER =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
  private static final Duration LIFE = Duration.ofDays(3_650);
  private static final Duration DOOR_LIFE = Duration.ofDays(7);
  private static final int SERIAL_BYTES = 16;

  private final Clock clock;
  private final RandomSource random;
  private final PemForms forms = new PemForms();

  BouncyCertificates(Clock clock, RandomSource random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public KeyedChain selfSigned(List<String> names) {
    KeyPair key = newKey();
    return signed(builder(key, "CN=Stackyn without a certificate", names, LIFE), key);
  }

  @Override
  public KeyedChain answering(Host host, String answer) {
    KeyPair key = newKey();
    X509v3CertificateBuilder builder =
        builder(key, "CN=acme.invalid", List.of(host.value()), DOOR_LIFE);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(answer.getBytes(StandardCharsets.US_ASCII));
      builder.addExtension(ACME_IDENTIFIER, true, new DEROctetString(digest).getEncoded());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    return signed(builder, key);
  }

  @Override
  public KeyedChain read(String chain, String key) {
    return forms.read(chain, key);
  }

  private X509v3CertificateBuilder builder(
      KeyPair key, String subject, List<String> names, Duration life) {
    Instant now = clock.instant();
    X500Name name = new X500Name(subject);
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(1, random.bytes(SERIAL_BYTES)),
            Date.from(now.minus(CLOCKS_DIFFER)),
            Date.from(now.plus(life)),
            name,
            key.getPublic());
    GeneralName[] alternatives =
        names.stream()
            .distinct()
            .map(text -> new GeneralName(GeneralName.dNSName, text))
            .toArray(GeneralName[]::new);
    try {
      builder.addExtension(
          Extension.subjectAlternativeName, false, new GeneralNames(alternatives).getEncoded());
      return builder;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyedChain signed(X509v3CertificateBuilder builder, KeyPair key) {
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
      var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new KeyedChain(List.of(certificate), key.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }
}
