package dev.stackyn.identity.adapters.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.AccessClaims;
import dev.stackyn.identity.domain.Door;
import dev.stackyn.identity.domain.Pass;
import dev.stackyn.identity.domain.SessionId;
import dev.stackyn.identity.ports.AccessTokens;
import dev.stackyn.identity.ports.PassSigner;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Page;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.WebSockets;
import dev.stackyn.testing.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may open a WebSocket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketAccessTest {
  private static final String PATH = "/probe/socket";

  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void nobodyOpensOneWithoutACredential() {
    assertThat(upgrade(PATH, ""))
        .startsWith("HTTP/1.1 401 ")
        .containsIgnoringCase("content-type: application/json")
        .containsIgnoringCase("x-request-id: ")
        .contains("\"error\":\"Authorization header required\"")
        .contains("\"success\":false")
        .contains("\"code\":\"UNAUTHORIZED\"")
        .contains("\"request_id\":\"");
    assertThat(upgrade(PATH, "Authorization: Bearer garbage\r\n")).startsWith("HTTP/1.1 401 ");
    assertThat(upgrade(PATH + "?token=" + person("no-query@example.com").token(), ""))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aTokenInTheHeaderOpensOneFromAnywhere() {
    Person person = person("header@example.com");

    assertThat(
            ask(
                PATH,
                Map.of(
                    "Authorization", "Bearer " + person.token(), "Origin", "https://evil.example")))
        .isEqualTo("hello header@example.com");
  }

  @Test
  void theCookieOpensOneForOurOwnPagesAlone() {
    Page page = admin();

    assertThat(ask(PATH, Map.of("Cookie", page.cookie(), "Origin", page.origin())))
        .isEqualTo("hello " + TestPlatform.ADMIN_EMAIL);
    assertThat(ask(PATH, Map.of("Cookie", page.cookie(), "Origin", "http://localhost:3000")))
        .isEqualTo("hello " + TestPlatform.ADMIN_EMAIL);
    for (String origin : List.of("Origin: https://evil.example\r\n", "Origin: null\r\n", "")) {
      assertThat(upgrade(PATH, "Cookie: " + page.cookie() + "\r\n" + origin))
          .startsWith("HTTP/1.1 403 ")
          .contains("\"code\":\"ORIGIN_REFUSED\"");
    }
    page.post("/api/auth/logout").expect(200);
    assertThat(upgrade(PATH, "Cookie: " + page.cookie() + "\r\nOrigin: " + page.origin() + "\r\n"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aTicketOpensOneOnce() {
    String ticket = ticket(person("ticket@example.com"));

    assertThat(ask(PATH + "?ticket=" + ticket, Map.of("Origin", "https://evil.example")))
        .isEqualTo("hello ticket@example.com");

    assertThat(upgrade(PATH + "?ticket=" + ticket, ""))
        .startsWith("HTTP/1.1 401 ")
        .contains("Invalid or expired token");
  }

  @Test
  void aSignedInPageGetsTicketsToo() {
    Page page = admin();
    String ticket = page.post("/api/auth/ws-ticket").expect(200).text("ticket");

    assertThat(ask(PATH + "?ticket=" + ticket, Map.of()))
        .isEqualTo("hello " + TestPlatform.ADMIN_EMAIL);
  }

  @Test
  void aTicketIsGoodForHalfAMinute() {
    assertThat(person("soon@example.com").post("/api/auth/ws-ticket").expect(200).json())
        .containsEntry("expires_in", 30);
    Person late = person("late@example.com");

    assertThat(upgrade(PATH + "?ticket=" + signed(late, Door.WEB_SOCKET, Instant.EPOCH), ""))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aTicketEndsWithItsSession() {
    Person person = person("gone@example.com");
    String ticket = ticket(person);

    person.post("/api/auth/logout").expect(200);

    assertThat(upgrade(PATH + "?ticket=" + ticket, "")).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aTicketOfOnePlatformIsGoodOnAnother() {
    String ticket = ticket(person("nodes-ticket@example.com"));
    try (TestPlatform other = platform.another().untilReady()) {
      assertThat(WebSockets.ask(other, PATH + "?ticket=" + ticket, Map.of(), "hello"))
          .isEqualTo("hello nodes-ticket@example.com");
    }
  }

  @Test
  void nothingElseIsGoodAsATicketAndATicketForNothingElse() {
    Person person = person("ticket-forger@example.com");
    String ticket = ticket(person);

    platform.stranger().get("/api/user/me?ticket=" + ticket).expect(401);
    assertThat(upgrade("/api/user/me?ticket=" + ticket, "")).startsWith("HTTP/1.1 404 ");
    platform.stranger().with(ticket).get("/api/user/me").expect(401);
    platform.page().withCookie("stackyn_session=" + ticket).get("/api/user/me").expect(401);
    String cookie = signed(person, Door.COOKIE, Instant.now().plusSeconds(600));
    for (String other : List.of("", "garbage", person.token(), cookie)) {
      assertThat(upgrade(PATH + "?ticket=" + other, "")).as(other).startsWith("HTTP/1.1 401 ");
    }

    assertThat(ask(PATH + "?ticket=" + ticket, Map.of()))
        .isEqualTo("hello ticket-forger@example.com");
  }

  @Test
  void onlyWhoHasSignedInGetsATicket() {
    String token =
        person("machine@example.com")
            .post("/api/v1/tokens", Map.of("name", "ci", "scopes", List.of("read")))
            .expect(201)
            .text("token");

    platform
        .stranger()
        .with(token)
        .post("/api/auth/ws-ticket")
        .expect(403, "SCOPE_TOO_SMALL", "API tokens cannot be used here: sign in.");
    assertThat(ask(PATH, Map.of("Authorization", "Bearer " + token)))
        .isEqualTo("hello machine@example.com");
  }

  @Test
  void rulesHoldForWebSockets() {
    String ticket = ticket(person("no-admin@example.com"));

    assertThat(upgrade("/probe/admin-socket?ticket=" + ticket, ""))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"code\":\"FORBIDDEN\"");
    assertThat(ask("/probe/admin-socket?ticket=" + ticket(platform.admin()), Map.of()))
        .isEqualTo("hello");
  }

  @Test
  void theFiguresKnowThePathWithoutTheTicket() {
    String ticket = ticket(person("figures@example.com"));
    ask(PATH + "?ticket=" + ticket, Map.of());

    Eventually.that(
        "the upgrade was counted",
        () -> {
          String figures = platform.get("/metrics").body();
          assertThat(figures).doesNotContain(ticket);
          return figures.contains("route=\"/probe/socket\",status=\"101\"");
        });
  }

  private Page admin() {
    return platform.page().login(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD);
  }

  private Person person(String email) {
    return platform.signUp(email);
  }

  private static String ticket(Person person) {
    return person.post("/api/auth/ws-ticket").expect(200).text("ticket");
  }

  private String signed(Person person, Door door, Instant expiresAt) {
    SessionId session =
        platform
            .bean(AccessTokens.class)
            .read(person.token())
            .map(AccessClaims::session)
            .orElseThrow();
    Pass pass = new Pass(UUID.randomUUID(), session, door, expiresAt);
    return platform.bean(PassSigner.class).sign(pass).reveal();
  }

  private String ask(String path, Map<String, String> headers) {
    return WebSockets.ask(platform, path, headers, "hello");
  }

  /** What the platform says to a handshake, and to a request after it that asks it to close. */
  private String upgrade(String path, String headers) {
    return Wire.exchange(
        platform.platform().port(),
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + platform.platform().port()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
            + headers
            + "\r\nGET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }
}
