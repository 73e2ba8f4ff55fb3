package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.Wire;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How apps are reached, over the wire: said to the API, and seen at the router. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutingApiTest {
  private static final String MALFORMED =
      "The request body cannot be read: it is not the JSON that is expected here.";

  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "BASE_DOMAIN", "apps.example.com",
                    "STACKYN_DEFAULT_PLAN_LIMITS",
                        "apps=1000,memory_mb=1000000,disk_mb=1000,builds=1"))
            .untilReady();
    ada = platform.member("ada@example.com");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void nothingIsSetUntilSomebodySaysSo() {
    assertThat(ada.get(app("fresh") + "/routing").expect(200).body())
        .isEqualTo(
            "{\"https_redirect\":false,\"www_redirect\":\"none\",\"basic_auth\":null,"
                + "\"allowed_addresses\":[],\"maintenance\":false,\"maintenance_message\":null,"
                + "\"rate_limit\":null,\"response_headers\":{},\"body_limit_kb\":null}");
  }

  @Test
  void whatIsSaidIsShownButForThePassword() {
    String app = app("told");

    String told =
        patch(
                app,
                """
                {"https_redirect": true, "www_redirect": "to_www",
                 "basic_auth": {"user": "ada", "password": "correct horse battery"},
                 "allowed_addresses": ["10.0.0.0/8", "2001:db8::/32"],
                 "maintenance": true, "maintenance_message": "Back at noon.",
                 "rate_limit": {"per_second": 10, "burst": 20, "per_client": true},
                 "response_headers": {"X-Frame-Options": "DENY"}, "body_limit_kb": 2048}
                """)
            .expect(200)
            .body();

    assertThat(told)
        .isEqualTo(
            "{\"https_redirect\":true,\"www_redirect\":\"to_www\",\"basic_auth\":{\"user\":\"ada\"},"
                + "\"allowed_addresses\":[\"10.0.0.0/8\",\"2001:db8:0:0:0:0:0:0/32\"],"
                + "\"maintenance\":true,\"maintenance_message\":\"Back at noon.\","
                + "\"rate_limit\":{\"per_second\":10,\"burst\":20,\"per_client\":true},"
                + "\"response_headers\":{\"X-Frame-Options\":\"DENY\"},\"body_limit_kb\":2048}");
    assertThat(ada.get(app + "/routing").expect(200).body()).isEqualTo(told);
    assertThat(platform.query("select login_hash from routing.rules where login_user = 'ada'"))
        .startsWith("$argon2id$")
        .doesNotContain("correct horse");
    assertThat(
            platform.query(
                "select detail::text from platform.audit_log where action = 'app.routing_changed'"
                    + " order by id desc limit 1"))
        .contains("basic_auth", "maintenance_message")
        .doesNotContain("correct horse");
  }

  @Test
  void aChangeCountsAtOnceAndStaysWhateverIsDeployed() {
    String app = app("redeployed");
    assertThat(ask("redeployed")).contains("404", "UNKNOWN_HOST");

    patch(app, "{\"maintenance\": true, \"maintenance_message\": \"Moving.\"}").expect(200);
    deploy(app, "redeployed", 9);
    assertThat(ask("redeployed")).contains("APP_MAINTENANCE", "Moving.");
    deploy(app, "redeployed", 10);
    assertThat(ask("redeployed")).contains("APP_MAINTENANCE");
    routing().withdraw(id(app));
    assertThat(ask("redeployed")).contains("APP_MAINTENANCE");

    patch(app, "{\"maintenance\": null}").expect(200);
    assertThat(ask("redeployed")).contains("APP_STOPPED");
    assertThat(ada.get(app + "/routing").expect(200).json())
        .containsEntry("maintenance_message", "Moving.");
  }

  @Test
  void thePasswordThatWasSaidIsTheOneThatIsAskedFor() {
    String app = app("locked");
    deploy(app, "locked", 9);
    patch(app, "{\"basic_auth\": {\"user\": \"ada\", \"password\": \"correct horse\"}}")
        .expect(200);

    assertThat(ask("locked")).contains("401", "WWW-Authenticate: Basic realm=\"locked.apps");
    assertThat(ask("locked", "Authorization: Basic YWRhOmNvcnJlY3QgaG9yc2U="))
        .contains("502", "APP_UNREACHABLE");
  }

  @Test
  void anotherPlatformOnTheDatabaseGoesByItToo() {
    String app = app("everywhere");
    try (TestPlatform other =
        platform.another(Map.of("STACKYN_ROLE", "api", "BASE_DOMAIN", "apps.example.com"))) {
      other.untilReady();
      deploy(app, "everywhere", 9);
      patch(app, "{\"maintenance\": true}").expect(200);

      Eventually.that(
          "the other router says so",
          () -> ask(other, "everywhere", "X-None: 1").contains("APP_MAINTENANCE"));
    }
  }

  @Test
  void whatIsWrongIsSaidAndNothingIsChanged() {
    String app = app("wrong");
    patch(app, "{\"body_limit_kb\": 5}").expect(200);

    assertThat(patch(app, "{\"body_limit_kb\": 9, \"maintenance\": 1}").expect(400).body())
        .contains("\"field\":\"maintenance\"", "INVALID_INPUT");
    assertThat(patch(app, "{\"basic_auth\": {\"user\": \"ada\"}}").expect(400).body())
        .contains("\"field\":\"basic_auth.password\"");
    patch(app, "[]").expect(400, "MALFORMED_BODY", MALFORMED);
    assertThat(ada.get(app + "/routing").expect(200).json())
        .containsEntry("body_limit_kb", 5)
        .containsEntry("basic_auth", null);
  }

  @Test
  void rulesAreTheirOwnersAlone() {
    String app = app("private-rules");
    Person eve = platform.member("eve@example.com");

    eve.get(app + "/routing").expect(404, "NOT_FOUND", "App not found");
    eve.patch(app + "/routing", Map.of("maintenance", 1)).expect(404, "NOT_FOUND", "App not found");
    ada.get("/api/v1/apps/none/routing").expect(404);
  }

  @Test
  void rulesGoWithTheRoute() {
    String app = app("gone");
    patch(app, "{\"maintenance\": true}").expect(200);
    routing().forget(id(app));

    assertThat(routing().rules(id(app))).isEqualTo(Rules.NONE);
  }

  private Answer patch(String app, String json) {
    return ada.send(
        ada.request(app + "/routing")
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  private String ask(String slug, String... headers) {
    return ask(platform, slug, headers.length == 0 ? "X-None: 1" : headers[0]);
  }

  private static String ask(TestPlatform asked, String slug, String header) {
    return Wire.exchange(
        asked.platform().routerPort(),
        "GET / HTTP/1.1\r\nHost: %s.apps.example.com\r\n%s\r\nConnection: close\r\n\r\n"
            .formatted(slug, header));
  }

  /** Where nothing listens. */
  private void deploy(String app, String slug, int port) {
    routing()
        .point(
            id(app), List.of(new Host(slug + ".apps.example.com")), Backend.at("127.0.0.1", port));
  }

  private String app(String slug) {
    Answer made =
        ada.post(
            "/api/v1/apps",
            Map.of("name", slug, "slug", slug, "repo_url", "https://git.example.com/a/b"));
    return "/api/v1/apps/"
        + Objects.requireNonNull((Map<?, ?>) made.expect(201).json().get("app")).get("id");
  }

  private static AppId id(String app) {
    return AppId.parse(app.substring(app.lastIndexOf('/') + 1)).orElseThrow();
  }

  private Routing routing() {
    return platform.bean(Routing.class);
  }
}
