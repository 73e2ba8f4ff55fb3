package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.routing.adapters.proxy.Client.Reply;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import dev.stackyn.testing.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of an app make of requests. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class GateTest {
  private static final String HOST = "Host: app.example.com";
  private static final String HTTPS = "STACKYN_HTTPS_PORT";
  private static final String PROXIES = "STACKYN_TRUSTED_PROXIES";

  private final BlockingQueue<Message> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final ScriptedBackend backend =
      ScriptedBackend.of((request, in, out) -> {
        seen.add(request);
        bodies.add(request.body(in));
        ScriptedBackend.write(
            out,
            "HTTP/1.1 200 OK\r\nX-Frame-Options: SAMEORIGIN\r\nContent-Length: 5\r\n\r\nhello");
      });
  private final List<RouterRig> rigs = new ArrayList<>();

  @AfterEach
  void close() {
    rigs.forEach(RouterRig::close);
    backend.close();
  }

  @Test
  void asksForTlsWhereItIsServed() throws Exception {
    RouterRig rig = ruled(RulesRig.toHttps(), Map.of(HTTPS, "8443"));

    Reply get = rig.get("/a%20b?q=1&q=2");
    assertThat(get.status()).isEqualTo(301);
    assertThat(get.head().header("Location"))
        .hasValue("https://app.example.com:8443/a%20b?q=1&q=2");
    Reply post = ask(rig, "POST /form HTTP/1.1", "Host: APP.example.com:80", "Content-Length: 0");
    assertThat(post.status()).isEqualTo(308);
    assertThat(post.head().header("Location")).hasValue("https://app.example.com:8443/form");
    assertThat(seen).isEmpty();
  }

  @Test
  void doesNotNameTheUsualPort() throws Exception {
    RouterRig rig =
        ruled(RulesRig.toHttps(), Map.of(HTTPS, "8443", "STACKYN_HTTPS_PUBLIC_PORT", "443"));

    assertThat(rig.get("//evil.example.com").head().header("Location"))
        .hasValue("https://app.example.com//evil.example.com");
  }

  @Test
  void doesNotAskForTlsThatNobodyServes() throws Exception {
    assertThat(ruled(RulesRig.toHttps(), Map.of()).get("/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"http, 301", "https, 200", "'http, https', 200", "'https, http', 301"})
  void believesATrustedProxyHowItWasAsked(String proto, int status) throws Exception {
    RouterRig rig = ruled(RulesRig.toHttps(), Map.of(PROXIES, "127.0.0.1"));

    Reply reply =
        ask(rig, "GET / HTTP/1.1", "Host: app.example.com", "X-Forwarded-Proto: " + proto);

    assertThat(reply.status()).isEqualTo(status);
    if (status == 301) {
      assertThat(reply.head().header("Location")).hasValue("https://app.example.com/");
    }
  }

  @Test
  void believesNobodyElseHowItWasAsked() throws Exception {
    RouterRig rig = ruled(RulesRig.toHttps(), Map.of(HTTPS, "443"));

    assertThat(
            ask(rig, "GET / HTTP/1.1", "Host: app.example.com", "X-Forwarded-Proto: https")
                .status())
        .isEqualTo(301);
  }

  @ParameterizedTest
  @CsvSource({
    "TO_WWW, app.example.com:8000, http://www.app.example.com:8000/x",
    "TO_WWW, www.app.example.com, ",
    "TO_APEX, www.app.example.com, http://app.example.com/x",
    "TO_APEX, app.example.com, "
  })
  void leadsToTheNameThatPeopleShouldSee(Www www, String host, String location) throws Exception {
    RouterRig rig = ruled(RulesRig.www(www), Map.of());

    Reply reply = ask(rig, "GET /x HTTP/1.1", "Host: " + host);

    assertThat(reply.status()).isEqualTo(location == null ? 200 : 301);
    assertThat(reply.head().header("Location").orElse(null)).isEqualTo(location);
  }

  @Test
  void leadsToTheRightNameAndTlsInOneStep() throws Exception {
    RouterRig rig = ruled(RulesRig.toHttps(Www.TO_APEX), Map.of(HTTPS, "443"));

    assertThat(
            ask(rig, "GET /x HTTP/1.1", "Host: www.app.example.com:80").head().header("Location"))
        .hasValue("https://app.example.com/x");
  }

  @Test
  void leadsToNoNameThatTheAppDoesNotHave() throws Exception {
    RouterRig rig = ruled(RulesRig.www(Www.TO_WWW), Map.of());
    rig.announce(); // with the one name alone

    assertThat(rig.get("/").status()).isEqualTo(503);
  }

  @Test
  void nothingStandsBeforeTheProofOfAName() throws Exception {
    RouterRig rig = ruled(RulesRig.all(), Map.of(HTTPS, "443"));

    assertThat(rig.get("/.well-known/acme-challenge/aB3_-x").status()).isEqualTo(200);
    assertThat(rig.get("/.well-known/acme-challenge/aB3_-x").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.well-known/acme-challenge/",
        "/.well-known/acme-challenge/../../admin",
        "/.well-known/acme-challenge/%2e%2e/%2e%2e/admin",
        "/.well-known/acme-challenge/x/../../../admin",
        "/.well-known/acme-challenge/x?y",
        "/.well-known/acme-challenge/x;y",
        "/.well-known/other/x"
      })
  void whatOnlyLooksLikeTheProofOfANameIsHeldAgainstTheRules(String path) throws Exception {
    assertThat(ruled(RulesRig.all(), Map.of()).get(path).status()).isEqualTo(403);
  }

  @Test
  void whoIsNotOnTheListStaysOut() throws Exception {
    Reply reply = ruled(RulesRig.open("10.0.0.0/8", "::1"), Map.of()).get("/");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.body()).contains("\"code\":\"FORBIDDEN\"");
    assertThat(seen).isEmpty();
  }

  @Test
  void whoIsOnTheListComesIn() throws Exception {
    assertThat(ruled(RulesRig.open("127.0.0.0/8"), Map.of()).get("/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, 200", "6.6.6.6, 403", "'10.1.2.3, 6.6.6.6', 403", "nonsense, 403"})
  void theAddressIsTheOneThatTrustedProxiesSaw(String forwarded, int status) throws Exception {
    RouterRig rig = ruled(RulesRig.open("10.0.0.0/8"), Map.of(PROXIES, "127.0.0.1"));

    assertThat(
            ask(rig, "GET / HTTP/1.1", "Host: app.example.com", "X-Forwarded-For: " + forwarded)
                .status())
        .isEqualTo(status);
  }

  @Test
  void nobodyElseMaySayWhoseARequestIs() throws Exception {
    RouterRig rig = ruled(RulesRig.open("10.0.0.0/8"), Map.of());

    assertThat(
            ask(rig, "GET / HTTP/1.1", "Host: app.example.com", "X-Forwarded-For: 10.1.2.3")
                .status())
        .isEqualTo(403);
  }

  @Test
  void asksForNameAndPassword() throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());

    Reply reply = rig.get("/");
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.head().header("WWW-Authenticate"))
        .hasValue("Basic realm=\"app.example.com\", charset=\"UTF-8\"");
    assertThat(reply.body()).contains("\"code\":\"UNAUTHORIZED\"", "request_id");
    assertThat(ask(rig, "GET / HTTP/1.1", HOST, "Authorization: Bearer x").status()).isEqualTo(401);
    assertThat(ask(rig, "GET / HTTP/1.1", HOST, "Authorization: Basic !!").status()).isEqualTo(401);
    assertThat(rig.gate().looks()).isZero();
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ada:correct horse, 200",
    "ada:wrong horse, 401",
    "eve:correct horse, 401",
    "'ada:', 401",
    "ada, 401"
  })
  void looksAtNameAndPassword(String typed, int status) throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());

    assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic(typed)).status()).isEqualTo(status);
  }

  @Test
  void looksAtAPasswordOnceAndTellsItNoApp() throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());

    for (int i = 0; i < 20; i++) {
      assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:correct horse")).status())
          .isEqualTo(200);
      assertThat(seen.take().header("Authorization")).isEmpty();
      assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:wrong")).status()).isEqualTo(401);
    }

    assertThat(rig.gate().looks()).isEqualTo(2);
  }

  @Test
  void anotherPasswordCountsAtOnce() throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());
    assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:correct horse")).status())
        .isEqualTo(200);

    rig.ruled(RulesRig.login("ada", "battery staple"));

    assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:correct horse")).status())
        .isEqualTo(401);
    assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:battery staple")).status())
        .isEqualTo(200);
  }

  @Test
  void passwordsAreNotGuessedQuickly() throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());
    for (int i = 0; i < 10; i++) {
      assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:guess " + i)).status()).isEqualTo(401);
    }

    Reply reply = ask(rig, "GET / HTTP/1.1", HOST, basic("ada:one more"));
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.head().header("Retry-After")).hasValue("1");
    rig.gate().clock().pass(Duration.ofSeconds(1));
    assertThat(ask(rig, "GET / HTTP/1.1", HOST, basic("ada:correct horse")).status())
        .isEqualTo(200);
  }

  @Test
  void aPasswordThatIsLookedAtHoldsUpNobodyElse() throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());
    CountDownLatch held = rig.gate().holdPasswords();
    List<Client> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(rig.client().head("GET / HTTP/1.1", HOST, basic("ada:correct horse")));
    }
    Eventually.that("the password is looked at", () -> rig.gate().looks() == 1);
    // Nobody is at the app yet, and a switch would wait for none of them.
    assertThat(rig.live().present(any -> true)).isZero();

    for (int i = 0; i < 8; i++) {
      assertThat(rig.get("/").status()).isEqualTo(401);
    }
    held.countDown();
    for (Client client : waiting) {
      try (client) {
        assertThat(client.reply().status()).isEqualTo(200);
      }
    }
    assertThat(rig.gate().looks()).isEqualTo(1);
  }

  @Test
  void whoIsLetInUnderOldRulesIsHeldAgainstTheNew() throws Exception {
    RouterRig rig = ruled(RulesRig.login("ada", "correct horse"), Map.of());
    CountDownLatch held = rig.gate().holdPasswords();
    try (Client client = rig.client()) {
      client.head("GET / HTTP/1.1", HOST, basic("ada:correct horse"));
      Eventually.that("the password is looked at", () -> rig.gate().looks() == 1);
      rig.ruled(RulesRig.maintenance("Later."));
      held.countDown();

      assertThat(client.reply().status()).isEqualTo(503);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void saysThatAnAppIsMaintained() throws Exception {
    RouterRig rig = ruled(RulesRig.maintenance("Back at \"noon\",\n<b>promised</b>."), Map.of());

    Reply json = ask(rig, "GET / HTTP/1.1", HOST, "X-Request-ID: r-1");
    assertThat(json.status()).isEqualTo(503);
    assertThat(json.head().header("Retry-After")).hasValue("60");
    assertThat(json.body())
        .isEqualTo(
            "{\"error\":\"Back at \\\"noon\\\",\\u000a\\u003cb>promised\\u003c/b>.\",\"success\":false,"
                + "\"code\":\"APP_MAINTENANCE\",\"request_id\":\"r-1\"}");
    Reply page = ask(rig, "GET / HTTP/1.1", HOST, "Accept: text/html", "X-Request-ID: r-2");
    assertThat(page.body())
        .contains("<h1>This app is down for maintenance.</h1>", "r-2")
        .contains("Back at &quot;noon&quot;,\n&lt;b&gt;promised&lt;/b&gt;.")
        .doesNotContain("<b>");
    assertThat(seen).isEmpty();
  }

  @Test
  void maintenanceIsSaidOfAnAppThatDoesNotRunToo() throws Exception {
    RouterRig rig = ruled(RulesRig.maintenance("Soon."), Map.of());
    rig.withdraw();

    assertThat(rig.get("/").body()).contains("APP_MAINTENANCE");
  }

  @Test
  void letsThroughAsManyAsTheRateSays() throws Exception {
    RouterRig rig = ruled(RulesRig.rate(2, 3, false), Map.of());
    for (int i = 0; i < 3; i++) {
      assertThat(rig.get("/").status()).isEqualTo(200);
    }

    Reply reply = rig.get("/");
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.head().header("Retry-After")).hasValue("1");
    assertThat(reply.body()).contains("\"code\":\"RATE_LIMITED\"");
    rig.point(backend.backend()); // another table, the same rate
    assertThat(rig.get("/").status()).isEqualTo(429);
    rig.gate().clock().pass(Duration.ofMillis(500));
    assertThat(rig.get("/").status()).isEqualTo(200);
    assertThat(rig.get("/").status()).isEqualTo(429);
  }

  @Test
  void whatWasUsedUpIsForgottenWithTheRate() throws Exception {
    RouterRig rig = ruled(RulesRig.rate(1, 1, false), Map.of());
    assertThat(rig.get("/").status()).isEqualTo(200);
    assertThat(rig.get("/").status()).isEqualTo(429);

    rig.ruled(Rules.NONE);
    assertThat(rig.get("/").status()).isEqualTo(200);
    rig.ruled(RulesRig.rate(1, 1, false));
    assertThat(rig.get("/").status()).isEqualTo(200);
    assertThat(rig.get("/").status()).isEqualTo(429);
  }

  @Test
  void everyClientHasARateOfHisOwnIfTheRulesSaySo() throws Exception {
    RouterRig rig = ruled(RulesRig.rate(1, 1, true), Map.of(PROXIES, "127.0.0.1"));

    assertThat(from(rig, "5.5.5.5")).isEqualTo(200);
    assertThat(from(rig, "5.5.5.5")).isEqualTo(429);
    assertThat(from(rig, "6.6.6.6")).isEqualTo(200);
    assertThat(from(rig, "2001:db8::1")).isEqualTo(200);
    assertThat(from(rig, "2001:db8::2")).isEqualTo(429); // as one of the same network
  }

  @Test
  void putsHeadersOnTheAnswersOfTheApp() throws Exception {
    RouterRig rig =
        ruled(
            RulesRig.headers(
                new HeaderLine("x-frame-options", "DENY"),
                new HeaderLine("Strict-Transport-Security", "max-age=1")),
            Map.of());

    Message head = rig.get("/").head();

    assertThat(head.all("X-Frame-Options")).containsExactly("DENY");
    assertThat(head.all("Strict-Transport-Security")).containsExactly("max-age=1");
  }

  @Test
  void aBodyThatSaysItIsTooLongIsNotTaken() throws Exception {
    RouterRig rig = ruled(RulesRig.mostBody(10), Map.of());
    try (Client client = rig.client()) {
      client.head("POST / HTTP/1.1", HOST, "Content-Length: 11", "Expect: 100-continue");

      Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.body()).contains("\"code\":\"BODY_TOO_LARGE\"");
      assertThat(reply.head().header("Connection")).hasValue("close");
      client.send("12345678901");
      assertThat(client.rest()).isEmpty();
    }
    assertThat(backend.connections()).isZero();
  }

  @Test
  void aBodyThatBecomesTooLongBreaksOff() throws Exception {
    RouterRig rig = ruled(RulesRig.mostBody(10), Map.of());
    try (Client client = rig.client()) {
      client.head("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked");
      client.send("5\r\n12345\r\n");
      Eventually.that("it has begun", () -> seen.size() == 1);
      client.send("6\r\n678901\r\n");

      Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.head().header("Connection")).hasValue("close");
    }
    Eventually.that("the backend hears of it", () -> backend.open() == 0);
    assertThat(bodies).isEmpty();
    assertThat(rig.get("/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
  void aBodyAsLongAsItMayBeComesThrough(String framing) throws Exception {
    RouterRig rig = ruled(RulesRig.mostBody(10), Map.of());
    try (Client client = rig.client()) {
      client.head("POST / HTTP/1.1", HOST, framing);
      client.send(framing.endsWith("chunked") ? "a\r\n1234567890\r\n0\r\n\r\n" : "1234567890");

      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.get("app.example.com", "/").status()).isEqualTo(200);
    }
    assertThat(bodies.take()).isEqualTo("1234567890");
  }

  @Test
  void otherRulesCloseNoConnectionAndBreakOffNoAnswer() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
              await(go);
              ScriptedBackend.write(out, "llo");
            });
        Client client = rig(Map.of()).pointedAt(slow).client()) {
      client.head("GET / HTTP/1.1", HOST);
      Message head = client.replyHead();
      rigs.getFirst().ruled(RulesRig.maintenance("Now."));

      assertThat(rigs.getFirst().get("/").status()).isEqualTo(503);
      go.countDown();
      assertThat(head.body(client.in())).isEqualTo("hello");
      assertThat(client.get("app.example.com", "/").status()).isEqualTo(503);
      rigs.getFirst().ruled(Rules.NONE);
      assertThat(client.get("app.example.com", "/").status()).isEqualTo(200);
      assertThat(slow.connections()).isEqualTo(1);
    }
  }

  private RouterRig rig(Map<String, String> environment) {
    RouterRig rig = RouterRig.start(environment);
    rigs.add(rig);
    return rig;
  }

  private RouterRig ruled(Rules rules, Map<String, String> environment) {
    return rig(environment).pointedAt(backend).ruled(rules);
  }

  private static Reply ask(RouterRig rig, String... head) throws IOException {
    try (Client client = rig.client()) {
      return client.head(head).reply();
    }
  }

  private static int from(RouterRig rig, String address) throws IOException {
    return ask(rig, "GET / HTTP/1.1", HOST, "X-Forwarded-For: " + address).status();
  }

  private static String basic(String typed) {
    byte[] bytes = typed.getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
