package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.apps.domain.DomainRound;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestNameServer;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that owners bring, over the wire, with a name server that says what the test wants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DomainsApiTest {
  private static final String HERE = "198.51.100.4";

  private TestNameServer names;
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() throws IOException {
    names = TestNameServer.start();
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "BASE_DOMAIN", "apps.example.com",
                    "STACKYN_NAME_SERVER", names.address(),
                    "STACKYN_DEFAULT_PLAN_LIMITS",
                        "apps=1000,memory_mb=1000000,disk_mb=1000,builds=1"))
            .untilReady();
    ada = platform.member("ada@example.com");
  }

  @AfterAll
  void stop() {
    platform.close();
    names.close();
  }

  @Test
  void aNameThatLeadsHereIsRoutedAtOnceAndStaysWhateverIsDeployed() {
    String app = app("leads-here");
    names
        .leads("leads-here.apps.example.com", HERE)
        .alias("shop.test", "leads-here.apps.example.com");

    assertThat(add(app, "Shop.Test.").expect(201).json())
        .containsEntry("host", "shop.test")
        .containsEntry("state", "active")
        .containsEntry("reason", "it leads here");
    assertThat(routed("shop.test")).isTrue();

    routing()
        .point(
            id(app), List.of(new Host("leads-here.apps.example.com")), Backend.at("10.9.9.9", 80));
    assertThat(routed("shop.test")).isTrue();
    ada.delete(app + "/domains/shop.test").expect(204);
    assertThat(routed("shop.test")).isFalse();
    assertThat(routed("leads-here.apps.example.com")).isTrue();
    ada.delete(app + "/domains/shop.test").expect(404, "NOT_FOUND", "Domain not found");
  }

  @Test
  void aNameThatLeadsElsewhereWaitsAndSaysWhy() {
    String app = app("elsewhere");
    names.leads("elsewhere.apps.example.com", HERE).leads("away.test", "203.0.113.7");

    assertThat(add(app, "away.test").expect(201).json())
        .containsEntry("state", "pending")
        .containsEntry("reason", "away.test leads to 203.0.113.7, and not here (198.51.100.4)");
    assertThat(add(app, "nowhere.test").expect(201).json())
        .containsEntry("reason", "nowhere.test leads nowhere yet");
    assertThat(routed("away.test")).isFalse();

    names.forget("away.test");
    names.leads("away.test", HERE);
    assertThat(ada.post(app + "/domains/away.test/check").expect(200).json())
        .containsEntry("state", "active");
    names.leads("nowhere.test", HERE);
    platform.bean(DomainRound.class).go(new Stop());
    assertThat(states(app)).isEqualTo(Map.of("away.test", "active", "nowhere.test", "active"));
  }

  @Test
  void aTextOnlyItsOwnerKnowsIsEnough() {
    String app = app("by-text");
    Map<String, Object> pending = add(app, "text.test").expect(201).json();
    assertThat(pending)
        .containsEntry("state", "pending")
        .containsEntry("record_name", "_stackyn.text.test");

    names.says("_stackyn.text.test", "something else");
    names.says("_stackyn.text.test", String.valueOf(pending.get("record_text")));

    assertThat(ada.post(app + "/domains/text.test/check").expect(200).json())
        .containsEntry("state", "active")
        .containsEntry("reason", "its TXT record says so");
  }

  @Test
  void ofANameThatTwoAskForItsTextDecides() {
    Person eve = platform.member("eve@example.com");
    String evil = app(eve, "evil");
    String good = app("good");
    names.leads("evil.apps.example.com", HERE).leads("good.apps.example.com", HERE);
    eve.post(evil + "/domains", Map.of("host", "bank.test")).expect(201);
    Map<String, Object> mine = add(good, "bank.test").expect(201).json();
    names.leads("bank.test", HERE);

    assertThat(eve.post(evil + "/domains/bank.test/check").expect(200).json())
        .containsEntry("state", "pending")
        .hasEntrySatisfying("reason", why -> assertThat((String) why).contains("TXT record"));
    names.says("_stackyn.bank.test", String.valueOf(mine.get("record_text")));
    assertThat(ada.post(good + "/domains/bank.test/check").expect(200).json())
        .containsEntry("state", "active");
    assertThat(eve.post(evil + "/domains/bank.test/check").expect(200).json())
        .containsEntry("state", "pending");
  }

  @Test
  void askingTwiceIsAskingOnce() {
    String app = app("twice");
    Map<String, Object> first = add(app, "twice.test").expect(201).json();

    assertThat(add(app, "TWICE.test").expect(201).json())
        .containsEntry("record_text", first.get("record_text"));
    assertThat(states(app)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "apps.example.com",
        "other.apps.example.com",
        "localhost",
        "me.localhost",
        "shop",
        "10.0.0.1",
        "a b.test",
        "*.test",
        "shop.test:80",
        "-.test",
        "https://shop.test"
      })
  void whatCannotBeBroughtIsRefused(String host) {
    add(app("refused-" + Math.floorMod(host.hashCode(), 100_000)), host).expect(400);
  }

  @Test
  void thereIsABoundOnNames() {
    String app = app("many");
    for (int i = 0; i < 50; i++) {
      platform.sql(
          "insert into apps.domains (app_id, host, token, reason) values ('%s', 'n%d.test', '%s', 'x')"
              .formatted(id(app), i, "t".repeat(32)));
    }

    add(app, "one-more.test").expect(400);
    assertThat(states(app)).hasSize(50);
  }

  @Test
  void namesAreTheirOwnersAlone() {
    String app = app("private-names");
    add(app, "mine.test").expect(201);
    Person eve = platform.member("eve2@example.com");

    eve.get(app + "/domains").expect(404);
    eve.post(app + "/domains", Map.of("host", "x.test")).expect(404);
    eve.post(app + "/domains/mine.test/check").expect(404);
    eve.delete(app + "/domains/mine.test").expect(404);
  }

  private Answer add(String app, String host) {
    return ada.post(app + "/domains", Map.of("host", host));
  }

  private Map<String, String> states(String app) {
    return ada.get(app + "/domains").expect(200).array().stream()
        .collect(
            Collectors.toMap(
                one -> String.valueOf(one.get("host")), one -> String.valueOf(one.get("state"))));
  }

  private String app(String slug) {
    return app(ada, slug);
  }

  private static String app(Person owner, String slug) {
    Answer made =
        owner.post(
            "/api/v1/apps",
            Map.of("name", slug, "slug", slug, "repo_url", "https://git.example.com/a/b"));
    return "/api/v1/apps/" + ((Map<?, ?>) made.expect(201).json().get("app")).get("id");
  }

  private static AppId id(String app) {
    return AppId.parse(app.substring(app.lastIndexOf('/') + 1)).orElseThrow();
  }

  private boolean routed(String host) {
    RouteTable table = platform.bean(LiveRoutes.class).table().orElseThrow();
    return table.find(new Host(host)).isPresent();
  }

  private Routing routing() {
    return platform.bean(Routing.class);
  }
}
