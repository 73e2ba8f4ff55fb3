package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.Json;
import dev.stackyn.testing.EngineTraces;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitSshServer;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.NodeRepository;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Apps as their owners have them: over the wire alone, from the first request to the last trace, on
 * a real engine, out of real repositories, through the router.
 */
@Tag("docker")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveAppIT {
  private Path folder;
  private GitWebServer git;
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn-live-apps");
    git = GitWebServer.of(folder);
    platform =
        TestPlatform.start(
                Map.of(
                    "DOCKER_HOST", RealDocker.host().toString(),
                    "STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8",
                    "STACKYN_NETWORKS", "10.217.0.0/16",
                    "STACKYN_WALL", "off",
                    "STACKYN_REQUESTS_PER_SECOND", "1000",
                    "STACKYN_DEFAULT_PLAN_LIMITS",
                        "apps=100,memory_mb=100000,disk_mb=100000,builds=2"))
            .untilReady();
    ada = platform.signUp("ada@example.com");
  }

  @AfterAll
  void stop() throws IOException {
    platform.close();
    git.close();
    TestFolders.delete(folder);
  }

  @Test
  void aNameAndARepositoryBecomeAnAppThatIsChangedStoppedStartedAndDeleted() throws IOException {
    Set<String> before = mirrors();
    NodeRepository source = NodeRepository.in(folder.resolve("whole"));
    LiveApp app = create("Whole life", git.url("whole/.git"));
    assertThat(app.made()).containsEntry("status", "pending").containsEntry("url", "");
    Map<String, Object> first = app.live(app.first());
    assertThat(app.ask()).contains("200 OK").endsWith("one undefined");
    assertThat(app.shown())
        .containsEntry("status", "running")
        .hasEntrySatisfying("url", url -> assertThat(url).isEqualTo("http://whole-life.localhost"));
    assertThat(String.valueOf(app.logs(first).get("build_log")))
        .contains("==> Building Dockerfile", "==> Live: whole-life.localhost");

    ada.post(app.path("/env"), Map.of("key", "WORD", "value", "hello")).expect(201);
    assertThat(app.ask()).endsWith("one undefined");
    source.version("two");
    app.live(app.asked("/redeploy"));
    assertThat(app.ask()).endsWith("two hello");

    source.dockerfile("RUN sh -c 'echo no such thing; exit 3'");
    source.version("three");
    Map<String, Object> broken = app.ended(app.asked("/redeploy"));
    assertThat(broken)
        .containsEntry("status", "failed")
        .hasEntrySatisfying(
            "error_message", text -> assertThat((String) text).startsWith("[BUILD_FAILED] "));
    assertThat(app.shown())
        .containsEntry("status", "running")
        .containsEntry("url", "http://whole-life.localhost");
    assertThat(app.ask()).endsWith("two hello");

    Map<String, Object> back = app.live(app.rolledBack(first));
    assertThat(back).containsEntry("trigger", "rollback");
    assertThat(app.ask()).endsWith("one undefined");

    assertThat(ada.post(app.path("/stop")).expect(200).json()).containsEntry("stopped", true);
    assertThat(app.shown()).containsEntry("status", "stopped").containsEntry("url", "");
    Eventually.that("the router says so", () -> app.ask().contains("APP_STOPPED"));
    Eventually.that("its container is gone", () -> app.traces().containers().isEmpty());
    app.live(app.asked("/start"));
    assertThat(app.ask()).endsWith("one hello");
    ada.post(app.path("/env"), Map.of("key", "WORD", "value", "again")).expect(201);
    app.live(app.asked("/restart"));
    assertThat(app.ask()).endsWith("one again");
    assertThat(ada.get(app.path("/verify")).expect(200).json()).containsEntry("success", true);

    ada.delete(app.path("")).expect(204);
    ada.get(app.path("")).expect(404, "NOT_FOUND", "App not found");
    expectNoTraceOf(app, before);
    ada.get("/api/v1/deployments/" + first.get("id") + "/logs").expect(404);
  }

  @Test
  void aPrivateRepositoryIsReadWithTheRightTokenOnly() throws IOException {
    Set<String> before = mirrors();
    NodeRepository.in(folder.resolve("private"));
    git.protect("private/", "ada", "right");
    LiveApp app =
        LiveApp.create(
            platform,
            ada,
            Map.of(
                "name", "Private",
                "repo_url", git.url("private/.git"),
                "repo_user", "ada",
                "repo_token", "wrong"));
    assertThat(app.ended(app.first()))
        .containsEntry("status", "failed")
        .hasEntrySatisfying(
            "error_message", text -> assertThat((String) text).startsWith("[REPO_ACCESS_DENIED] "));
    assertThat(ada.get(app.path("/access")).expect(200).json())
        .containsEntry("readable", false)
        .containsEntry("code", "REPO_ACCESS_DENIED")
        .containsKey("message");
    assertThat(app.shown()).containsEntry("status", "failed");

    ada.patch(app.path(""), Map.of("repo_token", "right", "repo_user", "ada")).expect(200);
    assertThat(ada.get(app.path("/access")).expect(200).json())
        .containsEntry("readable", true)
        .containsEntry("kind", "branch")
        .containsEntry("ref", "main")
        .containsKey("sha");
    app.live(app.asked("/redeploy"));
    assertThat(app.ask()).contains("200 OK");

    ada.delete(app.path("")).expect(204);
    expectNoTraceOf(app, before);
  }

  @Test
  void aRepositoryBehindSshIsReadWithTheAppsOwnKey() throws IOException, GeneralSecurityException {
    NodeRepository.in(folder.resolve("over-ssh"));
    try (GitSshServer ssh = GitSshServer.of(folder)) {
      LiveApp app =
          create("Over ssh", "ssh://git@127.0.0.1:%d/over-ssh/.git".formatted(ssh.port()));
      String key = String.valueOf(app.made().get("deploy_key"));
      assertThat(key).startsWith("ssh-ed25519 ");
      assertThat(app.ended(app.first()))
          .hasEntrySatisfying(
              "error_message",
              text ->
                  assertThat((String) text)
                      .startsWith("[REPO_ACCESS_DENIED] ")
                      .contains("deploy key"));
      assertThat(ada.get(app.path("/access")).expect(200).json())
          .containsEntry("readable", false)
          .containsEntry("code", "REPO_ACCESS_DENIED")
          .hasEntrySatisfying(
              "message", text -> assertThat((String) text).contains("does not know"));

      ssh.authorize(key);
      assertThat(ada.get(app.path("/access")).expect(200).json()).containsEntry("readable", true);
      app.live(app.asked("/redeploy"));
      assertThat(app.ask()).contains("200 OK");

      String newKey = ada.post(app.path("/deploy-key")).expect(200).text("deploy_key");
      assertThat(newKey).startsWith("ssh-ed25519 ").isNotEqualTo(key);
      assertThat(app.ended(app.asked("/redeploy"))).containsEntry("status", "failed");
      assertThat(app.ask()).contains("200 OK");
      ssh.changeHostKey();
      assertThat(ada.get(app.path("/access")).expect(200).json())
          .containsEntry("code", "REPO_HOST_KEY_CHANGED");
      app.delete();
    }
  }

  @Test
  void whoComesWhileTheFirstVersionIsMadeIsAskedToComeAgain() throws IOException {
    NodeRepository source = NodeRepository.in(folder.resolve("awaited"));
    source.dockerfile("RUN sh -c 'echo waiting; sleep 120'");
    source.version("one");
    LiveApp app = create("Awaited", git.url("awaited/.git"));

    Eventually.that("it is announced", () -> app.ask().contains("APP_STARTING"));

    assertThat(app.ask()).contains("503").containsIgnoringCase("Retry-After: ");
    Eventually.that(
        "it builds", () -> String.valueOf(app.logs(app.first()).get("build_log")).contains("wait"));
    ada.post("/api/v1/deployments/" + app.first().get("id") + "/cancel").expect(200);
    assertThat(app.ended(app.first())).containsEntry("status", "cancelled");
    assertThat(app.ask()).contains("APP_STOPPED");
    app.delete();
    Eventually.that("nobody knows it", () -> app.ask().contains("UNKNOWN_HOST"));
  }

  @Test
  void volumesOutliveTheirAppUnlessTheyAreToGoToo() throws IOException {
    NodeRepository source = NodeRepository.in(folder.resolve("volumes"));
    source.program(
        "notes",
        """
        const fs = require('fs');
        fs.appendFileSync('/data/starts', 'x');
        require('http')
          .createServer((request, response) => response.end(fs.readFileSync('/data/starts')))
          .listen(process.env.PORT);
        """);
    Map<String, Object> settings = Map.of("volumes", Map.of("notes", "/data"));
    for (String keep : List.of("false", "true")) {
      LiveApp app =
          LiveApp.create(
              platform,
              ada,
              Map.of(
                  "name",
                  "Volumes " + keep,
                  "repo_url",
                  git.url("volumes/.git"),
                  "settings",
                  settings));
      app.live(app.first());
      app.live(app.asked("/restart"));
      assertThat(app.ask()).endsWith("xx");
      assertThat(app.traces().volumes()).hasSize(1);

      ada.delete(app.path("?volumes=" + keep)).expect(204);
      Eventually.that("its network is gone", () -> app.traces().networks().isEmpty());
      Eventually.that("its images are gone", () -> app.traces().images().isEmpty());
      if (keep.equals("false")) {
        assertThat(app.traces().volumes()).hasSize(1).allMatch(name -> name.endsWith("-notes"));
        app.traces().volumes().forEach(EngineTraces::removeVolume);
      } else {
        Eventually.that("its volume is gone", () -> app.traces().volumes().isEmpty());
      }
    }
  }

  @Test
  void whatAVersionSaidLastIsReadWhenItsContainerIsGone() throws IOException {
    NodeRepository source = NodeRepository.in(folder.resolve("last-words"));
    LiveApp app = create("Last words", git.url("last-words/.git"));
    Map<String, Object> first = app.live(app.first());
    source.program("two", "console.log('there is no database'); process.exit(4);");

    Map<String, Object> crashed = app.ended(app.asked("/redeploy"));

    assertThat(crashed)
        .hasEntrySatisfying(
            "error_message", text -> assertThat((String) text).startsWith("[APP_CRASHED] "));
    assertThat(app.traces().containers()).hasSize(1);
    assertThat(app.logs(crashed).get("runtime_log"))
        .asString()
        .contains("there is no database")
        .doesNotContain("listening");
    ada.post(app.path("/stop")).expect(200);
    Eventually.that("it is read", () -> "listening".equals(app.logs(first).get("runtime_log")));
    app.delete();
  }

  @Test
  void whatAnAdministratorAllowsCountsFromTheNextDeploymentOn() throws IOException {
    NodeRepository.in(folder.resolve("allowed"));
    LiveApp app = create("Allowed", git.url("allowed/.git"));
    Map<String, Object> first = app.live(app.first());
    Person admin = platform.admin();
    String privileges = "/admin/apps/" + app.id() + "/privileges";
    ada.put(privileges, Map.of("capabilities", List.of("NET_RAW"))).expect(403);

    admin.put(privileges, Map.of("capabilities", List.of("NET_RAW"))).expect(200);

    assertThat(capabilities(app)).doesNotContain("NET_RAW");
    app.live(app.asked("/restart"));
    assertThat(capabilities(app)).contains("NET_RAW").hasSize(8);
    Map<String, Object> allowed = app.live(app.asked("/redeploy"));
    admin.put(privileges, Map.of()).expect(200);
    app.live(app.rolledBack(first));
    app.live(app.rolledBack(allowed));
    assertThat(capabilities(app)).doesNotContain("NET_RAW").hasSize(7);
    app.delete();
  }

  private List<String> capabilities(LiveApp app) {
    Eventually.that("one container is left", () -> app.traces().containers().size() == 1);
    JsonNode container = app.traces().container();
    return Json.texts(container, "HostConfig", "CapAdd");
  }

  private LiveApp create(String name, String repository) {
    return LiveApp.create(platform, ada, Map.of("name", name, "repo_url", repository));
  }

  /** On the engine, in the database, on the disk, and for the router. */
  private void expectNoTraceOf(LiveApp app, Set<String> before) throws IOException {
    EngineTraces traces = app.traces();
    Eventually.that("its deployments are gone", () -> rows("deployments.deployments", app) == 0);
    assertThat(traces.containers()).isEmpty();
    assertThat(traces.images()).isEmpty();
    assertThat(traces.networks()).isEmpty();
    assertThat(traces.volumes()).isEmpty();
    assertThat(rows("routing.routes", app)).isZero();
    assertThat(rows("routing.hosts", app)).isZero();
    assertThat(rows("apps.env_vars", app)).isZero();
    assertThat(platform.query("select count(*) from apps.apps where id = '" + app.id() + "'"))
        .isEqualTo("0");
    assertThat(app.ask()).contains("404");
    assertThat(mirrors()).isSubsetOf(before);
  }

  private int rows(String table, LiveApp app) {
    return Integer.parseInt(
        platform.query("select count(*) from %s where app_id = '%s'".formatted(table, app.id())));
  }

  private Set<String> mirrors() throws IOException {
    Path mirrors = platform.home().resolve("sources/mirrors");
    if (!Files.exists(mirrors)) {
      return Set.of();
    }
    try (Stream<Path> kept = Files.list(mirrors)) {
      return kept.filter(Files::isDirectory).map(Path::toString).collect(Collectors.toSet());
    }
  }
}
