package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.RowMark;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.StatementLog;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.context.BeanContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What is asked for again and again is given from memory, and never as it was before somebody else
 * has changed it: here he does so by SQL, which no node hears of.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolledAnswersTest {
  private static final Pattern TABLE =
      Pattern.compile("\\b(?:from|join) \"?([a-z]+)\"?\\.\"?([a-z_]+)\"?");

  private TestPlatform platform;
  private StatementLog statements;
  private int people;
  private Person ada;
  private String app;
  private String deployment;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "STACKYN_DEFAULT_PLAN_LIMITS", "apps=50,memory_mb=100000,disk_mb=1000"))
            .untilReady();
    statements = platform.bean(StatementLog.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  /** Somebody with an app whose only deployment has failed, and who polls everything. */
  @BeforeEach
  void ask() {
    ada = platform.member("ada%d@example.com".formatted(++people));
    ada.post("/api/v1/apps", Map.of("name", "Shop", "repo_url", "https://git.example.com/a/b"))
        .expect(201);
    app = platform.query("select id from apps.apps where owner_id = " + user());
    deployment = platform.query("select max(id) from deployments.deployments");
    change("deployments.deployments set status = 'FAILED' where id = " + deployment);
    routes().forEach(this::keep);
  }

  @Test
  void isGivenFromMemory() {
    for (String route : routes()) {
      String first = ada.get(route).expect(200).body();
      assertThat(sent(route)).as(route).isEmpty();
      assertThat(ada.get(route).body()).as(route).isEqualTo(first);
    }
  }

  @Test
  void showsWhatOthersHaveChanged() {
    sees("/api/user/me", "identity.users set full_name = 'Ada L' where id = " + user(), "Ada L");
    sees(
        "/api/user/me",
        "billing.plans set price_cents = 4711 where name = 'pro'",
        "\"price\":4711");
    sees(
        "/api/user/me",
        "apps.apps set memory_mb = 384 where id = '%s'".formatted(app),
        "\"total_ram_mb\":384");
    sees("/api/v1/apps", "apps.apps set name = 'Anew' where id = '%s'".formatted(app), "Anew");
    sees("/api/v1/apps/" + app, "apps.apps set name = 'B' where id = '%s'".formatted(app), "\"B\"");
    for (String route : List.of("/api/v1/apps", "/api/v1/apps/" + app)) {
      sees(route, failing("now(), status = 'STOPPED'"), "stopped");
      sees(route, failing("null, status = 'FAILED'"), "failed");
    }
    for (String route :
        List.of("/api/v1/apps/" + app + "/deployments", "/api/v1/deployments/" + deployment)) {
      sees(route, failing("null, host = 'other.example.com'"), "other.example.com");
      sees(route, failing("null, host = 'shop.example.com'"), "shop.example.com");
    }
  }

  @Test
  void showsWhatHasComeAndGone() {
    String log = "/api/v1/deployments/" + deployment + "/logs";
    platform.sql(
        "insert into deployments.log_pieces values (%s, 1, 'building')".formatted(deployment));
    assertThat(keep(log)).contains("building");
    platform.sql(
        "insert into deployments.last_words values (%s, 'no database')".formatted(deployment));
    assertThat(keep(log)).contains("no database");
    change("deployments.deployments set status = 'PENDING' where id = " + deployment);
    assertThat(keep(log)).contains("pending");

    change("deployments.deployments set status = 'FAILED' where id = " + deployment);
    ada.post("/api/v1/apps/" + app + "/redeploy").expect(200);
    assertThat(keep("/api/v1/apps/" + app)).contains("pending");
    assertThat(ada.get("/api/v1/apps/" + app + "/deployments").array()).hasSize(2);
    ada.post("/api/v1/apps", Map.of("name", "Two", "repo_url", "https://git.example.com/a/b"))
        .expect(201);
    assertThat(ada.get("/api/v1/apps").array()).hasSize(2);
    platform.sql("delete from apps.apps where name = 'Two' and owner_id = " + user());
    assertThat(ada.get("/api/v1/apps").array()).hasSize(1);
  }

  @Test
  void anAppThatIsGoneOrSomebodyElsesIsNotShown() {
    Person bob = platform.member("bob%d@example.com".formatted(people));
    change(
        "apps.apps set owner_id = (select id from identity.users where email = 'bob%d@example.com')"
                .formatted(people)
            + " where id = '%s'".formatted(app));
    ada.get("/api/v1/apps/" + app).expect(404);
    ada.get("/api/v1/apps/" + app + "/deployments").expect(404);
    assertThat(ada.get("/api/v1/apps").array()).isEmpty();
    assertThat(bob.get("/api/v1/apps").array()).hasSize(1);

    keep(bob, "/api/v1/apps/" + app);
    platform.sql("delete from apps.apps where id = '%s'".formatted(app));
    bob.get("/api/v1/apps/" + app).expect(404);
    platform.sql("delete from deployments.deployments where id = " + deployment);
    ada.get("/api/v1/deployments/" + deployment).expect(404);
    ada.get("/api/v1/deployments/" + deployment + "/logs").expect(404);
  }

  @Test
  void whoseSessionHasEndedIsRefused() {
    change("identity.sessions set revoked_at = now() where user_id = " + user());
    refused();
  }

  @Test
  void whoIsSuspendedIsRefused() {
    change("identity.users set suspended_at = now() where id = " + user());
    refused();
  }

  @Test
  void whoIsNoAdministratorAnyMoreSeesOnlyHisOwn() {
    change("identity.users set role = 'ADMIN' where id = " + user());
    Person other = platform.member("other%d@example.com".formatted(people));
    other
        .post("/api/v1/apps", Map.of("name", "Mine", "repo_url", "https://git.example.com/a/b"))
        .expect(201);
    String others =
        "/api/v1/apps/"
            + platform.query(
                "select id from apps.apps where name = 'Mine' order by created_at desc");
    // Known as what he was for half a second at most.
    Eventually.that("he is let in", () -> ada.get(others).status() == 200);
    keep(others);
    assertThat(sent(others)).isEmpty();

    change("identity.users set role = 'USER' where id = " + user());
    ada.get(others).expect(404);
    ada.get(others).expect(404);
  }

  @Test
  void anotherNodeSeesWhatThisOneHasDone() {
    try (TestPlatform second = platform.another(Map.of("STACKYN_ROLE", "api")).untilReady()) {
      Person there = ada.at(second);
      String route = "/api/v1/apps/" + app;
      keep(there, route);
      for (int i = 0; i < 20; i++) {
        Person writer = i % 2 == 0 ? ada : there;
        writer.patch(route, Map.of("name", "Name " + i)).expect(200);
        assertThat(ada.get(route).text("name")).isEqualTo("Name " + i);
        assertThat(there.get(route).text("name")).isEqualTo("Name " + i);
      }
    }
  }

  /** Whoever reads one more table for an answer has to say how changes to it are noticed. */
  @Test
  void everyTableThatIsReadHasAMark() {
    Set<String> marked =
        platform.bean(BeanContext.class).getBeansOfType(RowMark.class).stream()
            .flatMap(mark -> tables(mark.expression()))
            .collect(Collectors.toSet());
    for (String route : routes()) {
      change("identity.users set updated_at = now() where id = " + user());
      List<String> read = sent(route);
      assertThat(read.stream().flatMap(PolledAnswersTest::tables))
          .as(route)
          .isNotEmpty()
          .isSubsetOf(marked);
    }
  }

  private void refused() {
    for (String route : routes()) {
      ada.get(route).expect(401, "UNAUTHORIZED", "Invalid or expired token");
    }
  }

  /** Given from memory before the change, and as it is now after it. */
  private void sees(String route, String change, String text) {
    keep(route);
    assertThat(sent(route)).as(route).isEmpty();
    assertThat(ada.get(route).body()).doesNotContain(text);
    change(change);
    assertThat(keep(route)).contains(text);
  }

  private String failing(String change) {
    return "deployments.deployments set live_at = %s where id = %s".formatted(change, deployment);
  }

  private void change(String what) {
    assertThat(platform.sql("update " + what)).isPositive();
  }

  /** But for who asks: that is looked up twice a second, whatever he asks for. */
  private List<String> sent(String route) {
    return statements.during(() -> ada.get(route).expect(200), "apps", "deployments", "billing");
  }

  /** What the first answer is; it is given from memory after the second. */
  private String keep(String route) {
    return keep(ada, route);
  }

  private static String keep(Person person, String route) {
    Answer first = person.get(route).expect(200);
    person.get(route).expect(200);
    return first.body();
  }

  private List<String> routes() {
    return List.of(
        "/api/user/me",
        "/api/v1/apps",
        "/api/v1/apps/" + app,
        "/api/v1/apps/" + app + "/deployments",
        "/api/v1/deployments/" + deployment,
        "/api/v1/deployments/" + deployment + "/logs");
  }

  private String user() {
    return "(select id from identity.users where email = 'ada%d@example.com')".formatted(people);
  }

  private static Stream<String> tables(String sql) {
    return TABLE.matcher(sql).results().map(found -> found.group(1) + "." + found.group(2));
  }
}
