package dev.stackyn.deployments.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.StatementLog;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What pages ask for every other second. Nobody works on deployments here: they wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentLogsTest {
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
    ada = platform.member("ada@example.com");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aLogIsReadAsFarAsItHasCome() {
    long deployment = deployment("So far");
    assertThat(log(deployment).json())
        .containsEntry("deployment_id", (int) deployment)
        .containsEntry("status", "pending")
        .containsEntry("build_log", null)
        .containsEntry("runtime_log", null)
        .containsEntry("error_message", null);

    say(deployment, 1, "'==> Fetching' || chr(10)");
    assertThat(log(deployment).text("build_log")).isEqualTo("==> Fetching\n");
    say(deployment, 2, "'==> Building' || chr(10)");
    assertThat(log(deployment).text("build_log")).isEqualTo("==> Fetching\n==> Building\n");
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    long deployment = deployment("Asked again");
    say(deployment, 1, "'one'");
    String tag = log(deployment).header("ETag").orElseThrow();

    assertThat(again(deployment, tag).expect(304).body()).isEmpty();

    say(deployment, 2, "'two'");
    Answer more = again(deployment, tag).expect(200);
    assertThat(more.text("build_log")).isEqualTo("onetwo");
    assertThat(more.header("ETag")).isNotEqualTo(tag);

    String next = more.header("ETag").orElseThrow();
    platform.sql("update deployments.deployments set updated_at = now() where id = " + deployment);
    again(deployment, next).expect(200);
  }

  @Test
  void whatAnAppPrintedLastStaysWhenItIsGone() {
    long deployment = deployment("Crashed");
    String tag = log(deployment).header("ETag").orElseThrow();
    platform.sql(
        "insert into deployments.last_words (deployment_id, text) values (%d, 'no database')"
            .formatted(deployment));

    assertThat(again(deployment, tag).expect(200).text("runtime_log")).isEqualTo("no database");
  }

  @Test
  void ofALongLogTheEndIsShown() {
    long deployment = deployment("Talkative");
    for (int piece = 1; piece <= 40; piece++) {
      say(deployment, piece, "repeat('%c', 16384)".formatted('A' + piece % 26));
    }

    String text = log(deployment).text("build_log");

    assertThat(text).startsWith("[… the beginning is left out …]\nJ").endsWith("OOOO");
    assertThat(text.length()).isBetween(32 * 16_384, 33 * 16_384);
  }

  @Test
  void itIsOneStatementHoweverLongTheLogIs() {
    long deployment = deployment("Cheap");
    for (int piece = 1; piece <= 20; piece++) {
      say(deployment, piece, "'a line' || chr(10)");
    }
    StatementLog sent = platform.bean(StatementLog.class);
    String open = log(deployment).header("ETag").orElseThrow();
    // While it is open, what serves beside it is looked for as well.
    assertThat(sent.during(() -> again(deployment, open).expect(304), "deployments"))
        .hasSize(2)
        .noneMatch(sql -> sql.contains("string_agg"));
    platform.sql("update deployments.deployments set status = 'FAILED' where id = " + deployment);

    assertThat(sent.during(() -> log(deployment), "deployments")).hasSize(1);
    String tag = log(deployment).header("ETag").orElseThrow();
    assertThat(sent.during(() -> again(deployment, tag).expect(304), "deployments")).isEmpty();
  }

  @Test
  void othersDoNotLearnThatItIsThere() {
    long deployment = deployment("Hidden");
    Person bob = platform.member("bob@example.com");

    for (String path : new String[] {path(deployment), path(4_000_000_000L), path(0)}) {
      bob.get(path).expect(404, "NOT_FOUND", "Deployment not found");
      bob.send(bob.request(path).header("If-None-Match", "\"1-1\"").GET())
          .expect(404, "NOT_FOUND", "Deployment not found");
    }
    platform.admin().get(path(deployment)).expect(200);
  }

  private long deployment(String app) {
    ada.post("/api/v1/apps", Map.of("name", app, "repo_url", "https://git.example.com/ada/shop"))
        .expect(201);
    return Long.parseLong(platform.query("select max(id) from deployments.deployments"));
  }

  private void say(long deployment, int number, String expression) {
    platform.sql(
        "insert into deployments.log_pieces (deployment_id, number, text) values (%d, %d, %s)"
            .formatted(deployment, number, expression));
  }

  private Answer log(long deployment) {
    return ada.get(path(deployment)).expect(200);
  }

  private Answer again(long deployment, String tag) {
    return ada.send(ada.request(path(deployment)).header("If-None-Match", tag).GET());
  }

  private static String path(long deployment) {
    return "/api/v1/deployments/" + deployment + "/logs";
  }
}
