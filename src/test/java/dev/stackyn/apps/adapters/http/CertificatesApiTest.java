package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.KeyRotation;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.LiveCertificates;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Certificates that owners bring, over the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesApiTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final KeyPair EC = pair("EC", 256);
  private static final KeyPair OTHER = pair("EC", 256);
  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair SHORT = pair("RSA", 1024);

  private TestPlatform platform;
  private Person ada;
  private String app;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "BASE_DOMAIN", "apps.example.com",
                    "STACKYN_HTTPS_PORT", "0",
                    "STACKYN_DEFAULT_PLAN_LIMITS",
                        "apps=1000,memory_mb=1000000,disk_mb=1000,builds=1"))
            .untilReady();
    ada = platform.member("ada@example.com");
    app = app("shop", "shop.apps.example.com");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void whatIsUploadedIsServedShownAndForgottenAgain() throws Exception {
    Answer uploaded = upload("shop.apps.example.com", pem(made(EC, YEAR)), pem(EC.getPrivate()));

    assertThat(uploaded.expect(200).json())
        .containsEntry("source", "uploaded")
        .containsEntry("state", "active")
        .containsEntry("next_try", null);
    assertThat(uploaded.body()).doesNotContain("PRIVATE", keyText(EC));
    Host host = new Host("shop.apps.example.com");
    Eventually.that(
        "it is served", () -> platform.bean(LiveCertificates.class).find(host).isPresent());
    assertThat(ada.get(app + "/certificates").expect(200).array())
        .singleElement()
        .satisfies(one -> assertThat(one).containsEntry("source", "uploaded"));
    assertThat(platform.query("select encode(private_key, 'base64') from routing.certificates"))
        .doesNotContain(keyText(EC));
    assertThat(
            platform.query(
                "select count(*) from platform.audit_log where action = 'certificate.uploaded'"
                    + " and detail ->> 'host' = 'shop.apps.example.com'"))
        .isNotEqualTo("0");

    assertThat(platform.bean(KeyRotation.class).rotate(Duration.ofDays(31)).tallies())
        .anySatisfy(tally -> {
          assertThat(tally.what()).isEqualTo("keys of certificates");
          assertThat(tally.resealed()).isEqualTo(1);
          assertThat(tally.unopenable()).isEmpty();
        });

    ada.delete(app + "/certificates/shop.apps.example.com").expect(200);
    ada.delete(app + "/certificates/shop.apps.example.com").expect(404);
    Eventually.that(
        "it is not served any more",
        () -> platform.bean(LiveCertificates.class).find(host).isEmpty());
  }

  @Test
  void keysAreReadInTheFormsThatPeopleHaveThemIn() throws Exception {
    String one = app("forms", "forms.apps.example.com");
    String place = one + "/certificates/forms.apps.example.com";
    String rsa = pem(made(RSA, YEAR, "forms.apps.example.com"));
    String ec = pem(made(EC, YEAR, "*.apps.example.com"));
    String pkcs8 = "-----BEGIN PRIVATE KEY-----\n" + keyText(RSA) + "\n-----END PRIVATE KEY-----\n";

    for (Map<String, String> body :
        List.of(
            Map.of("chain", rsa, "key", pem(RSA.getPrivate())),
            Map.of("chain", rsa, "key", pkcs8),
            Map.of("chain", ec, "key", "some words before\n" + pem(EC.getPrivate())),
            Map.of("chain", ec, "key", pem(EC)))) {
      assertThat(ada.put(place, body).expect(200).text("state")).isEqualTo("active");
    }
    ada.delete(place).expect(200);
  }

  @Test
  void whatClientsWouldNotTakeIsRefused() throws Exception {
    String good = pem(made(EC, YEAR));
    String key = pem(EC.getPrivate());

    refused("chain", "must be certificates in PEM", "nonsense", key);
    refused("key", "must be a private key in PEM", good, "nonsense");
    refused("key", "does not belong", good, pem(OTHER.getPrivate()));
    refused("key", "is not a key that this certificate could have", good, pem(RSA.getPrivate()));
    refused("key", "must be RSA with 2048", pem(made(SHORT, YEAR)), pem(SHORT.getPrivate()));
    refused(
        "chain",
        "is not for shop.apps.example.com",
        pem(made(EC, YEAR, "other.example.com", "*.shop.apps.example.com")),
        key);
    refused("chain", "ended on", pem(made(EC, Duration.ofDays(-1))), key);
    refused("chain", "certificate 1 is not signed", good + pem(made(OTHER, YEAR)), key);
    refused("chain", "is too long", good.repeat(200), key);
    refused("key", "is too long", good, key.repeat(200));
    refused("chain", "has too many", good.repeat(11), key);
    refused(
        "key",
        "is protected by a password",
        good,
        key.replace(
                "KEY-----\n",
                "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n")
            .replace(
                "END EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\n",
                "END EC PRIVATE KEY-----\n"));
    assertThat(upload("shop.apps.example.com", "", key).expect(400).body())
        .doesNotContain(keyText(EC));
    ada.put(app + "/certificates/shop.apps.example.com", Map.of("chain", good)).expect(400);
  }

  @Test
  void aHostWithoutACertificateSaysWhy() {
    String local = app("local", "local.localhost");

    assertThat(ada.get(app + "/certificates").expect(200).array().getFirst())
        .containsEntry("host", "shop.apps.example.com")
        .containsKey("state");
    assertThat(ada.get(local + "/certificates").expect(200).array().getFirst())
        .containsEntry("source", "none")
        .containsEntry("state", "none")
        .extracting("reason")
        .asString()
        .contains("No authority knows local.localhost");
    ada.post(local + "/certificates/local.localhost/renew").expect(400);
    assertThat(ada.post(app + "/certificates/shop.apps.example.com/renew").expect(400).body())
        .contains("STACKYN_ACME_TERMS_AGREED");
  }

  @Test
  void othersSeeNothingAndBringNothing() throws Exception {
    Person eve = platform.member("eve@example.com");
    Map<String, String> body = Map.of("chain", pem(made(EC, YEAR)), "key", pem(EC.getPrivate()));
    String place = app + "/certificates/shop.apps.example.com";

    eve.get(app + "/certificates").expect(404);
    eve.put(place, body).expect(404);
    eve.delete(place).expect(404);
    eve.post(place + "/renew").expect(404);
    ada.put(app + "/certificates/elsewhere.example.com", body).expect(404);
    ada.put(app + "/certificates/" + "a".repeat(300), body).expect(404);
  }

  private void refused(String field, String text, String chain, String key) {
    Answer answer = upload("shop.apps.example.com", chain, key).expect(400);
    assertThat(answer.body()).contains("\"field\":\"" + field + "\"", text);
    assertThat(answer.body()).doesNotContain(keyText(EC));
  }

  private Answer upload(String host, String chain, String key) {
    return ada.put(app + "/certificates/" + host, Map.of("chain", chain, "key", key));
  }

  private String app(String slug, String host) {
    Answer made =
        ada.post(
            "/api/v1/apps",
            Map.of("name", slug, "slug", slug, "repo_url", "https://git.example.com/a/b"));
    Object id = Objects.requireNonNull((Map<?, ?>) made.expect(201).json().get("app")).get("id");
    AppId app = AppId.parse(String.valueOf(id)).orElseThrow();
    platform.bean(Routing.class).announce(app, List.of(new Host(host)));
    return "/api/v1/apps/" + id;
  }

  private static X509Certificate made(KeyPair key, Duration until, String... names) {
    Instant now = Clock.systemUTC().instant();
    X500Name name = new X500Name("CN=test");
    Stream<String> all = names.length == 0 ? Stream.of("shop.apps.example.com") : Stream.of(names);
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(now.minus(YEAR)),
              Date.from(now.plus(until)),
              name,
              key.getPublic());
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              all.map(text -> new GeneralName(GeneralName.dNSName, text))
                  .toArray(GeneralName[]::new)));
      String algorithm =
          key.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder(algorithm).build(key.getPrivate())));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Object thing) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(thing);
    }
    return text.toString();
  }

  private static String keyText(KeyPair key) {
    return Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
  }

  private static KeyPair pair(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
