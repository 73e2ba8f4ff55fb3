package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.AccessClaims;
import dev.stackyn.identity.domain.Door;
import dev.stackyn.identity.domain.Pass;
import dev.stackyn.identity.ports.AccessTokens;
import dev.stackyn.identity.ports.PassSigner;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Page;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookieSessionsTest {
  private static final String REFUSED = "This does not come from a page of this platform.";
  private static final String OUTSIDE = "https://api.example.com";
  private static final Map<String, String> LOGIN =
      Map.of("email", TestPlatform.ADMIN_EMAIL, "password", TestPlatform.ADMIN_PASSWORD);

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
  void noScriptGetsHoldOfTheSession() {
    Answer answer = platform.page().post("/api/auth/login?session=cookie", LOGIN).expect(200);

    assertThat(answer.header("Set-Cookie").orElseThrow())
        .matches(
            "stackyn_session=[\\w.-]{100,}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict");
    assertThat(answer.json())
        .containsEntry("token", "")
        .containsEntry("refresh_token", "")
        .containsEntry("expires_in", 2_592_000);
    assertThat(answer.body())
        .contains(TestPlatform.ADMIN_EMAIL)
        .doesNotContain(platform.page().with(answer).cookie().split("=", 2)[1]);
  }

  @Test
  void whoDoesNotAskForACookieGetsNone() {
    Answer answer = platform.page().post("/api/auth/login", LOGIN).expect(200);

    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.text("token")).isNotEmpty();
    platform
        .page()
        .post("/api/auth/login?session=header", LOGIN)
        .expect(400, "INVALID_INPUT", "must be \"cookie\", or be left out");
  }

  @Test
  void aCodeFromAMailSignsUpIntoACookie() {
    Page page = signUp("cookie@example.com");

    assertThat(page.get("/api/user/me").expect(200).text("email")).isEqualTo("cookie@example.com");
  }

  @Test
  void aSignedInPageReadsAndChanges() {
    Page page = signUp("works@example.com");

    assertThat(page.get("/api/auth/sessions").expect(200).list("sessions"))
        .singleElement()
        .satisfies(session -> assertThat(session).containsEntry("current", true));
    page.post("/api/auth/update-profile", Map.of("full_name", "Ada")).expect(200);
    page.post("/api/v1/tokens", Map.of("name", "ci", "scopes", List.of("read"))).expect(201);
    page.delete("/api/auth/sessions").expect(200);
    page.get("/admin/users").expect(403, "FORBIDDEN", "Forbidden: Admin access required");
    admin().get("/admin/users").expect(200);
  }

  @TestFactory
  Stream<DynamicTest> aPageFromElsewhereChangesNothing() {
    Page page = signUp("foreign@example.com");
    String own = page.origin();
    return Stream.of(
            "https://evil.example",
            "null",
            "",
            own.replace("http:", "https:"),
            own.substring(0, own.lastIndexOf(':')),
            own + ".evil.example",
            own + "/",
            own.replace("127.0.0.1", "evil.127.0.0.1"),
            own.replace("127.0.0.1", "127.0.0.1@evil.example"))
        .map(page::from)
        .map(foreign ->
            DynamicTest.dynamicTest(
                "from " + foreign.origin(),
                () -> {
                  foreign
                      .post("/api/auth/update-profile", Map.of("full_name", "Eve"))
                      .expect(403, "ORIGIN_REFUSED", REFUSED);
                  foreign.post("/api/auth/logout").expect(403, "ORIGIN_REFUSED", REFUSED);
                  foreign.delete("/api/auth/sessions").expect(403, "ORIGIN_REFUSED", REFUSED);
                  foreign
                      .send(
                          foreign.request("/api/user/me").method("PATCH", BodyPublishers.noBody()))
                      .expect(405);
                  assertThat(page.get("/api/user/me").expect(200).body()).doesNotContain("Eve");
                }));
  }

  @Test
  void whatDoesNotSayWhereItIsFromChangesNothing() {
    Page page = signUp("silent@example.com");

    for (String site : List.of("cross-site", "same-site", "none")) {
      page.send(
              page.bare("/api/auth/logout")
                  .header("Sec-Fetch-Site", site)
                  .POST(BodyPublishers.noBody()))
          .expect(403, "ORIGIN_REFUSED", REFUSED);
    }
    page.send(page.bare("/api/auth/logout").POST(BodyPublishers.noBody()))
        .expect(403, "ORIGIN_REFUSED", REFUSED);

    page.send(
            page.bare("/api/auth/logout")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.noBody()))
        .expect(200);
  }

  @Test
  void anOriginFromElsewhereIsNotMadeGoodByTheBrowsersWord() {
    Page page = signUp("both@example.com").from("https://evil.example");

    page.send(
            page.request("/api/auth/logout")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.noBody()))
        .expect(403, "ORIGIN_REFUSED", REFUSED);
  }

  @Test
  void configuredOriginsAreOurPagesToo() {
    Page page = signUp("dashboard@example.com").from("http://localhost:3000");

    Answer answer = page.post("/api/auth/logout").expect(200);

    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void aPageFromElsewhereCannotSignABrowserIn() {
    String email = "signed-in-by-eve@example.com";
    Page page = platform.page();
    String otp =
        platform
            .mail()
            .codeAfter(
                email, () -> page.post("/api/auth/send-otp", Map.of("email", email)).expect(200));
    Map<String, String> code = Map.of("email", email, "otp", otp);

    Answer refused =
        page.from("https://evil.example").post("/api/auth/verify-otp?session=cookie", code);
    refused.expect(403, "ORIGIN_REFUSED", REFUSED);
    assertThat(refused.header("Set-Cookie")).isEmpty();
    page.from("https://evil.example")
        .post("/api/auth/login?session=cookie", LOGIN)
        .expect(403, "ORIGIN_REFUSED", REFUSED);

    page.post("/api/auth/verify-otp?session=cookie", code).expect(200);
  }

  @Test
  void aTokenInTheHeaderIsNeverAskedWhereItIsFrom() {
    Person person = platform.signUp("bearer@example.com");

    person
        .send(
            person
                .request("/api/auth/ws-ticket")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.noBody()))
        .expect(200);
  }

  @Test
  void theHeaderDecidesWhereBothAreShown() {
    Person ada = platform.signUp("ada-both@example.com");
    Page eve = signUp("eve-both@example.com");

    assertThat(
            ada.send(ada.request("/api/user/me").header("Cookie", eve.cookie()))
                .expect(200)
                .text("email"))
        .isEqualTo("ada-both@example.com");
    Person nobody = platform.stranger().with("garbage");
    nobody
        .send(nobody.request("/api/user/me").header("Cookie", eve.cookie()))
        .expect(401, "UNAUTHORIZED", "Invalid or expired token");
    Answer out =
        ada.send(
                ada.request("/api/auth/logout")
                    .header("Cookie", eve.cookie())
                    .POST(BodyPublishers.noBody()))
            .expect(200);

    assertThat(out.header("Set-Cookie")).isEmpty();
    ada.get("/api/user/me").expect(401);
    eve.get("/api/user/me").expect(200);
  }

  @Test
  void signingOutEndsTheSessionAndTakesTheCookieAway() {
    for (String path : List.of("/api/auth/logout", "/api/auth/logout-all")) {
      Page page = signUp("out@example.com");

      Answer answer = page.post(path).expect(200);

      assertThat(answer.header("Set-Cookie"))
          .hasValue("stackyn_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
      page.get("/api/user/me").expect(401, "UNAUTHORIZED", "Invalid or expired token");
    }
  }

  @Test
  void theCookieEndsWithItsSession() {
    Page suspended = signUp("cookie-suspended@example.com");
    Page deleted = signUp("cookie-deleted@example.com");
    Page ended = signUp("cookie-ended@example.com");
    Page changed = signUp("cookie-changed@example.com");
    Page expired = signUp("cookie-expired@example.com");
    Person ends = platform.signUp("cookie-ended@example.com");
    Person changes = platform.signUp("cookie-changed@example.com");
    // From here on, letters might be written by either platform.
    try (TestPlatform other = platform.another().untilReady()) {
      List<Page> pages = List.of(suspended, deleted, ended, changed, expired);
      pages.forEach(page -> page.at(other).get("/api/user/me").expect(200));

      platform.suspend("cookie-suspended@example.com");
      platform.delete("cookie-deleted@example.com");
      Object session =
          ended.get("/api/auth/sessions").list("sessions").stream()
              .filter(one -> Boolean.TRUE.equals(one.get("current")))
              .findFirst()
              .orElseThrow()
              .get("id");
      ends.delete("/api/auth/sessions/" + session).expect(200);
      changes
          .post("/api/auth/update-profile", Map.of("password", "another long password"))
          .expect(200);
      for (Page page : List.of(suspended, deleted, ended, changed)) {
        page.get("/api/user/me").expect(401, "UNAUTHORIZED", "Invalid or expired token");
      }
      platform.sql(
          "update identity.sessions set expires_at = now() where user_id = '"
              + platform.idOf("cookie-expired@example.com")
              + "'");

      Eventually.that(
          "both platforms have noticed",
          () ->
              pages.stream()
                  .allMatch(page ->
                      page.get("/api/user/me").status() == 401
                          && page.at(other).get("/api/user/me").status() == 401));
    }
  }

  @Test
  void whoChangesHisPasswordStaysSignedIn() {
    Page page = signUp("cookie-stays@example.com");

    page.post("/api/auth/update-profile", Map.of("password", "another long password")).expect(200);

    page.get("/api/user/me").expect(200);
  }

  @Test
  void nothingElseIsGoodAsACookie() {
    Person person = platform.signUp("forger@example.com");
    AccessClaims claims = platform.bean(AccessTokens.class).read(person.token()).orElseThrow();
    PassSigner signer = platform.bean(PassSigner.class);
    Pass ticket =
        new Pass(UUID.randomUUID(), claims.session(), Door.WEB_SOCKET, claims.expiresAt());
    Pass old = new Pass(UUID.randomUUID(), claims.session(), Door.COOKIE, Instant.EPOCH);
    Pass good = new Pass(UUID.randomUUID(), claims.session(), Door.COOKIE, claims.expiresAt());

    for (String value :
        List.of(
            "",
            "garbage",
            person.token(),
            signer.sign(ticket).reveal(),
            signer.sign(old).reveal(),
            signer.sign(good).reveal() + "x")) {
      platform.page().withCookie("stackyn_session=" + value).get("/api/user/me").expect(401);
    }
    platform
        .page()
        .withCookie("stackyn_session=" + signer.sign(good).reveal())
        .get("/api/user/me")
        .expect(200);
  }

  @Test
  void overHttpsTheCookieStaysThereAndWithThisHost() {
    Page page = platform.page().from(OUTSIDE);

    Answer answer = loginBehindProxy(page).expect(200);

    assertThat(answer.header("Set-Cookie").orElseThrow())
        .matches(
            "__Host-stackyn_session=[\\w.-]{100,}; Path=/; Max-Age=2592000; HttpOnly;"
                + " SameSite=Strict; Secure");
    Page in = page.with(answer);
    in.send(in.bare("/api/user/me").header("X-Forwarded-Proto", "https")).expect(200);
    in.get("/api/user/me").expect(401);
    String neighbours = in.cookie().replace("__Host-", "");
    in.withCookie(neighbours)
        .send(in.withCookie(neighbours).bare("/api/user/me").header("X-Forwarded-Proto", "https"))
        .expect(401);
    assertThat(
            in.send(
                    in.request("/api/auth/logout")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "api.example.com:443")
                        .POST(BodyPublishers.noBody()))
                .expect(200)
                .header("Set-Cookie"))
        .hasValue("__Host-stackyn_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict; Secure");
  }

  @Test
  void whoIsNoTrustedProxyIsNotBelieved() {
    try (TestPlatform alone =
        TestPlatform.start(Map.of("STACKYN_TRUSTED_PROXIES", "192.0.2.1")).untilReady()) {
      loginBehindProxy(alone.page().from(OUTSIDE)).expect(403, "ORIGIN_REFUSED", REFUSED);

      assertThat(loginBehindProxy(alone.page()).expect(200).header("Set-Cookie").orElseThrow())
          .startsWith("stackyn_session=")
          .doesNotContain("Secure");
    }
  }

  private static Answer loginBehindProxy(Page page) {
    return page.send(
        page.request("/api/auth/login?session=cookie")
            .header("X-Forwarded-Proto", "http, https")
            .header("X-Forwarded-Host", "evil.example, api.example.com")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"email\":\"%s\",\"password\":\"%s\"}"
                        .formatted(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD))));
  }

  private Page admin() {
    return platform.page().login(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD);
  }

  private Page signUp(String email) {
    Page page = platform.page();
    page.post("/api/auth/send-otp", Map.of("email", email)).expect(200);
    Map<String, String> code = Map.of("email", email, "otp", platform.mail().codeFor(email));
    return page.with(page.post("/api/auth/verify-otp?session=cookie", code).expect(200));
  }
}
