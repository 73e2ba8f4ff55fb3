package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.RouterPass;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.adapters.proxy.Client.Reply;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The platform's own API, by the port of the router. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PlatformDoorTest {
  private static final String HOST = "Host: api.localhost";

  /** Another than the one that everything on this machine speaks from. */
  private static final String CLIENT = "127.0.0.77";

  /** A frame with no text, masked as those of clients are. */
  private static final byte[] PING = {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0};

  private static final int PONG = 0x8a;

  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of("STACKYN_ROLE", "api", "STACKYN_TRUSTED_PROXIES", "10.255.255.255"))
            .untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void theApiAnswersOnTheRoutersPort() throws Exception {
    Reply health = ask("GET /health HTTP/1.1", "Host: API.localhost:8000");

    assertThat(health.status()).isEqualTo(200);
    assertThat(ask("GET /nowhere HTTP/1.1", HOST).body()).contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void thePlatformKnowsWhoAsksAndBelievesNobodyElseAboutIt() throws Exception {
    String token = signIn(platform.platform().routerPort(), "X-Forwarded-For: 6.6.6.6");
    assertThat(addresses(token)).contains("\"" + CLIENT + "\"").doesNotContain("6.6.6.6");

    String direct =
        signIn(
            platform.platform().port(),
            "X-Forwarded-For: 6.6.6.6",
            RouterPass.HEADER + ": " + "0".repeat(64));
    assertThat(addresses(direct)).doesNotContain("6.6.6.6");
  }

  @Test
  void whatIsForThisMachineAloneIsNotToldTheWorld() throws Exception {
    assertThat(platform.get("/metrics").statusCode()).isEqualTo(200);

    assertThat(ask("GET /metrics HTTP/1.1", HOST).status()).isEqualTo(403);
    assertThat(
            ask(
                    "GET /metrics HTTP/1.1",
                    HOST,
                    "Connection: close, X-Forwarded-For, Forwarded, Via, " + RouterPass.HEADER)
                .status())
        .isEqualTo(403);
  }

  @Test
  void webSocketsWork() throws Exception {
    String token = platform.member("socket@example.com").token();
    try (Client client = client()) {
      Message head =
          client
              .head(
                  "GET /ws HTTP/1.1",
                  HOST,
                  "Connection: Upgrade",
                  "Upgrade: websocket",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                  "Authorization: Bearer " + token)
              .replyHead();

      assertThat(head.status()).isEqualTo(101);
      assertThat(head.header("Sec-WebSocket-Accept")).hasValue("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
      client.out().write(PING);
      client.out().flush();
      assertThat(frames(client.in())).contains(PONG);
    }
  }

  @Test
  void noAppGetsThePlatformsName() throws Exception {
    platform
        .bean(Routing.class)
        .point(
            new AppId(new UUID(4, 4)),
            List.of(new Host("api.localhost")),
            Backend.at("127.0.0.1", 9));

    assertThat(ask("GET /health HTTP/1.1", HOST).status()).isEqualTo(200);
  }

  @Test
  void behindAClosedDoorNothingIsKnown() throws Exception {
    try (ScriptedBackend api = ScriptedBackend.saying("api");
        RouterRig rig = RouterRig.start(Map.of("STACKYN_ROUTER_API", "off"))) {
      rig.door().opens(api.backend().port());
      try (Client client = rig.client()) {
        Reply reply = client.get("api.localhost", "/");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("UNKNOWN_HOST");
      }
      assertThat(api.connections()).isZero();
    }
  }

  @Test
  void anotherTableOfRoutesClosesNoConnectionToThePlatform() throws Exception {
    try (ScriptedBackend api = ScriptedBackend.saying("api");
        RouterRig rig = RouterRig.start()) {
      rig.door().opens(api.backend().port());
      try (Client client = rig.client()) {
        assertThat(client.get("api.localhost", "/").body()).isEqualTo("api");
        rig.announce();
        assertThat(rig.get("/").body()).contains("APP_STARTING");
        assertThat(client.get("api.localhost", "/").body()).isEqualTo("api");
      }
      assertThat(api.connections()).isEqualTo(1);
    }
  }

  @Test
  void thePlatformAloneSeesWhatTheRouterShowsIt() throws Exception {
    try (ScriptedBackend both =
            ScriptedBackend.of((request, in, out) ->
                ScriptedBackend.say(out, String.join(",", request.all(RouterPass.HEADER)) + "."));
        RouterRig rig = RouterRig.start().pointedAt(both)) {
      try (Client client = rig.client()) {
        assertThat(client.head("GET / HTTP/1.1", HOST).reply().body()).contains("NOT_READY");
      }
      rig.door().opens(both.backend().port());
      try (Client client = rig.client()) {
        String shown =
            client.head("GET / HTTP/1.1", HOST, RouterPass.HEADER + ": forged").reply().body();
        assertThat(shown).matches("[0-9a-f]{64}\\.");
      }
      assertThat(rig.get("/").body()).isEqualTo(".");
    }
  }

  /** What comes until a pong does: of each frame its first byte. */
  private static List<Integer> frames(InputStream in) throws IOException {
    List<Integer> kinds = new ArrayList<>();
    while (!kinds.contains(PONG)) {
      kinds.add(in.read());
      int length = in.read();
      assertThat(length).isBetween(0, 126);
      in.skipNBytes(length < 126 ? length : in.read() << 8 | in.read());
    }
    return kinds;
  }

  private Client client() throws IOException {
    return Client.from(CLIENT, platform.platform().routerPort());
  }

  private Reply ask(String... head) throws IOException {
    try (Client client = client()) {
      return client.head(head).reply();
    }
  }

  private String signIn(int port, String... headers) throws IOException {
    String body =
        "{\"email\":\"%s\",\"password\":\"%s\"}"
            .formatted(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD);
    try (Client client = Client.from(CLIENT, port)) {
      Reply reply =
          client
              .head(
                  "POST /api/auth/login HTTP/1.1",
                  HOST,
                  "Content-Type: application/json",
                  "Content-Length: " + body.length(),
                  String.join("\r\n", headers))
              .send(body)
              .reply();
      Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(reply.body());
      assertThat(token.find()).as(reply.body()).isTrue();
      return token.group(1);
    }
  }

  private String addresses(String token) throws IOException {
    return ask("GET /api/auth/sessions HTTP/1.1", HOST, "Authorization: Bearer " + token).body();
  }
}
