package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.CertificateBook;
import dev.stackyn.routing.domain.Challenge;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.routing.domain.LiveCertificates;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.routing.ports.CertificateMaker;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of TLS see of the router. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TlsTest {
  private static final AppId SHOP = new AppId(new UUID(2, 1));
  private static final Host HOST = new Host("shop.example.com");
  private static final BlockingQueue<Message> SEEN = new LinkedBlockingQueue<>();

  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n";

  private static TestPlatform platform;
  private static ScriptedBackend backend;

  private final Handshake handshake = new Handshake();

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(Map.of("STACKYN_HTTPS_PORT", "0")).untilReady();
    backend =
        ScriptedBackend.of((request, in, out) -> {
          SEEN.add(request);
          ScriptedBackend.say(out, "hello");
        });
    platform.bean(Routing.class).point(SHOP, List.of(HOST), backend.backend());
  }

  @AfterAll
  static void stop() {
    platform.close();
    backend.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aHandshakeShowsTheCertificateOfItsName(String protocol) throws Exception {
    KeyedChain own = made("one.example.com");
    KeyedChain wild = made("*.wild.example.com");
    serve("one.example.com", own);
    serveWild("wild.example.com", wild);

    assertThat(shown("one.example.com", protocol)).isEqualTo(own.leaf());
    assertThat(shown("ONE.example.com", protocol)).isEqualTo(own.leaf());
    assertThat(shown("a.wild.example.com", protocol)).isEqualTo(wild.leaf());
    assertThat(shown("a.b.wild.example.com", protocol)).isEqualTo(spare());
    assertThat(shown("wild.example.com", protocol)).isEqualTo(spare());
  }

  @Test
  void aNameWithoutACertificateGetsOurOwnWordAndThenAPage() throws Exception {
    try (SSLSocket socket = handshake.with(port(), "nobody.example.com");
        Client client = Client.on(socket)) {
      X509Certificate shown = Handshake.shown(socket);
      assertThat(shown.getIssuerX500Principal()).isEqualTo(shown.getSubjectX500Principal());
      assertThat(client.get("nobody.example.com", "/").body()).contains("UNKNOWN_HOST");
    }
    assertThat(
            new KeyedChain(List.of(spare()), made("x.example.com").key())
                .isFor(new Host("localhost")))
        .isTrue();
    assertThat(shown("", "TLSv1.3")).isEqualTo(spare());
  }

  @Test
  void aRequestReachesItsAppWhichIsToldOfTls() throws Exception {
    try (Client client = Client.on(handshake.with(port(), HOST.value()))) {
      assertThat(client.get(HOST.value(), "/a").body()).isEqualTo("hello");
      assertThat(SEEN.take().header("X-Forwarded-Proto")).hasValue("https");
      client.head("GET https://shop.example.com/b HTTP/1.1", "Host: shop.example.com");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(SEEN.take().line()).isEqualTo("GET /b HTTP/1.1");
      client.head("GET http://shop.example.com/c HTTP/1.1", "Host: shop.example.com");
      assertThat(client.reply().status()).isEqualTo(400);
    }
  }

  @Test
  void whoIsLedToTlsIsNotLedThereAgain() throws Exception {
    AppId app = new AppId(new UUID(2, 9));
    Routing routing = platform.bean(Routing.class);
    routing.point(app, List.of(new Host("led.example.com")), backend.backend());
    routing.rule(app, none -> RulesRig.toHttps());

    try (Client client = Client.to(platform.platform().routerPort())) {
      Client.Reply led = client.get("led.example.com", "/a?b");
      assertThat(led.status()).isEqualTo(301);
      assertThat(led.head().header("Location")).hasValue("https://led.example.com/a?b");
    }
    try (Client client = Client.on(handshake.with(port(), "led.example.com"))) {
      assertThat(client.get("led.example.com", "/a?b").body()).isEqualTo("hello");
    }
    SEEN.clear();
  }

  @Test
  void whatIsOpenGoesOnWhenItsCertificateIsReplaced() throws Exception {
    KeyedChain first = made(HOST.value());
    KeyedChain second = made(HOST.value());
    serve(HOST.value(), first);
    try (SSLSocket socket = handshake.with(port(), HOST.value());
        Client client = Client.on(socket)) {
      assertThat(Handshake.shown(socket)).isEqualTo(first.leaf());
      assertThat(client.get(HOST.value(), "/").body()).isEqualTo("hello");
      serve(HOST.value(), second);

      assertThat(client.get(HOST.value(), "/").body()).isEqualTo("hello");
      try (SSLSocket fresh = new Handshake().with(port(), HOST.value())) {
        assertThat(Handshake.shown(fresh)).isEqualTo(second.leaf());
      }
      platform.bean(CertificateBook.class).forgetUpload(SHOP, HOST);
      live().catchUp();
      try (SSLSocket fresh = new Handshake().with(port(), HOST.value())) {
        assertThat(Handshake.shown(fresh)).isEqualTo(spare());
      }
      assertThat(client.get(HOST.value(), "/").body()).isEqualTo("hello");
    }
    SEEN.clear();
  }

  @Test
  void whatIsLargeAndWhatIsNoHttpPassesToo() throws Exception {
    Host host = new Host("large.example.com");
    byte[] part = "0123456789abcdef".repeat(4_096).getBytes(StandardCharsets.US_ASCII);
    int parts = 128;
    try (ScriptedBackend other =
        ScriptedBackend.of((request, in, out) -> {
          if (request.header("Upgrade").isPresent()) {
            out.write(SWITCHED.getBytes(StandardCharsets.US_ASCII));
            out.write(in.readNBytes(5));
          } else {
            out.write(
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                    .formatted(parts * part.length)
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < parts; i++) {
              out.write(part);
            }
          }
        })) {
      platform.bean(Routing.class).point(new AppId(new UUID(2, 2)), List.of(host), other.backend());
      try (Client client = Client.on(handshake.with(port(), host.value()))) {
        assertThat(client.get(host.value(), "/").body()).hasSize(parts * part.length);
        client.head("GET / HTTP/1.1", "Host: " + host, "Connection: Upgrade", "Upgrade: raw");
        assertThat(client.replyHead().status()).isEqualTo(101);
        client.send("hello");
        assertThat(new String(client.in().readNBytes(5), StandardCharsets.US_ASCII))
            .isEqualTo("hello");
      }
    }
  }

  @Test
  void aClientThatComesBackResumesItsSession() throws Exception {
    long first;
    try (SSLSocket socket = handshake.with(port(), HOST.value(), "TLSv1.2")) {
      first = socket.getSession().getCreationTime();
    }
    TimeUnit.MILLISECONDS.sleep(2);
    try (SSLSocket socket = handshake.with(port(), HOST.value(), "TLSv1.2")) {
      assertThat(socket.getSession().getCreationTime()).isEqualTo(first);
    }
  }

  @Test
  void oldProtocolsAndWeakCiphersAreRefused() {
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket = handshake.with(port(), HOST.value(), "TLSv1.3", "spdy/3")) {
                assertThat(socket).isNotNull();
              }
            })
        .isInstanceOf(SSLHandshakeException.class);
    Handshake old = new Handshake();
    assertThatThrownBy(() -> old.weak(port(), HOST.value()).close())
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void anAuthorityThatLooksSeesTheAnswerAndNothingElse() throws Exception {
    Host host = new Host("looked-at.example.com");
    Challenge challenge = new Challenge(host, Challenge.Kind.TLS, "token", "token.thumbprint");
    platform.bean(CertificateBook.class).post(challenge);
    live().catchUp();
    try (SSLSocket socket = handshake.with(port(), host.value(), "TLSv1.3", "acme-tls/1")) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest("token.thumbprint".getBytes(StandardCharsets.US_ASCII));
      byte[] extension = Handshake.shown(socket).getExtensionValue("1.3.6.1.5.5.7.1.31");
      assertThat(Handshake.shown(socket).getCriticalExtensionOIDs()).contains("1.3.6.1.5.5.7.1.31");
      assertThat(HexFormat.of().formatHex(extension))
          .isEqualTo("0422" + "0420" + HexFormat.of().formatHex(digest));
      assertThat(socket.getInputStream().read()).isNegative();
    }
    assertThat(shown(host.value(), "TLSv1.3")).isEqualTo(spare());
  }

  @Test
  void anAnswerOnAPageComesBeforeEveryRoute() throws Exception {
    Host host = new Host("paged.example.com");
    Challenge challenge = new Challenge(host, Challenge.Kind.HTTP, "token-1", "token-1.thumbprint");
    platform.bean(CertificateBook.class).post(challenge);
    live().catchUp();
    assertThat(page("paged.example.com", "token-1")).isEqualTo("token-1.thumbprint");
    assertThat(page("paged.example.com:80", "token-1")).isEqualTo("token-1.thumbprint");
    assertThat(page("paged.example.com", "token-2")).contains("UNKNOWN_HOST");
    assertThat(page("other.example.com", "token-1")).contains("UNKNOWN_HOST");
    assertThat(page(HOST.value(), "its-own")).isEqualTo("hello");
    platform.bean(CertificateBook.class).takeDown(challenge);
    live().catchUp();
    assertThat(page("paged.example.com", "token-1")).contains("UNKNOWN_HOST");
    SEEN.clear();
  }

  @Test
  void anotherPlatformFollows() throws Exception {
    try (TestPlatform other = platform.another(Map.of("STACKYN_HTTPS_PORT", "0")).untilReady()) {
      KeyedChain chain = made("both.example.com");
      platform.bean(CertificateBook.class).upload(SHOP, new Host("both.example.com"), chain);

      Eventually.that(
          "the other serves it",
          () -> {
            try (SSLSocket socket =
                new Handshake().with(other.platform().httpsPort(), "both.example.com")) {
              return Handshake.shown(socket).equals(chain.leaf());
            }
          });
    }
  }

  private static String page(String host, String token) throws IOException {
    try (Client client = Client.to(platform.platform().routerPort())) {
      return client.get(host, "/.well-known/acme-challenge/" + token).body();
    }
  }

  private X509Certificate shown(String name, String protocol) throws IOException {
    try (SSLSocket socket = new Handshake().with(port(), name, protocol, "http/1.1")) {
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
      assertThat(Arrays.asList(socket.getSession().getProtocol())).containsExactly(protocol);
      return Handshake.shown(socket);
    }
  }

  private static void serve(String host, KeyedChain chain) {
    platform.bean(CertificateBook.class).upload(SHOP, new Host(host), chain);
    live().catchUp();
  }

  private static void serveWild(String below, KeyedChain chain) {
    platform.sql("delete from routing.certificates where name = '*.%s'".formatted(below));
    serve("placeholder." + below, chain);
    platform.sql(
        "update routing.certificates set name = '*.%s' where name = 'placeholder.%s'"
            .formatted(below, below));
    platform.sql("update routing.certificate_revision set number = number + 1");
    live().catchUp();
  }

  private static KeyedChain made(String name) {
    return platform.bean(CertificateMaker.class).selfSigned(List.of(name));
  }

  private static X509Certificate spare() {
    return live().spare().leaf();
  }

  private static LiveCertificates live() {
    return platform.bean(LiveCertificates.class);
  }

  private static int port() {
    return platform.platform().httpsPort();
  }
}
