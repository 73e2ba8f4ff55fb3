package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.StatementLog;
import dev.stackyn.testing.TestPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody works on deployments here: they wait. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppsApiTest {
  private static final String REPO = "https://git.example.com/ada/shop";

  private TestPlatform platform;
  private Person ada;
  private Person admin;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "BASE_DOMAIN", "apps.example.com",
                    "STACKYN_RESERVED_SLUGS", "intranet",
                    "STACKYN_GIT_ALLOWED_HOSTS", "git.inside,file:/srv/git",
                    "STACKYN_DEFAULT_PLAN_LIMITS",
                        "apps=1000,memory_mb=1000000,disk_mb=1000,builds=1"))
            .untilReady();
    ada = platform.member("ada@example.com");
    admin = platform.admin();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aNameAndARepositoryAreEnough() {
    Answer made = ada.post("/api/v1/apps", Map.of("name", "My Shop", "repo_url", REPO));

    Map<String, Object> app = object(made.expect(201), "app");
    assertThat(app)
        .containsEntry("name", "My Shop")
        .containsEntry("slug", "my-shop")
        .containsEntry("status", "pending")
        .containsEntry("url", "")
        .containsEntry("repo_url", REPO)
        .containsEntry("branch", "")
        .doesNotContainKey("deploy_key");
    Map<String, Object> deployment = object(made, "deployment");
    assertThat(deployment)
        .containsEntry("app_id", app.get("id"))
        .containsEntry("status", "pending")
        .containsEntry("trigger", "create")
        .containsEntry("error_message", null);
    assertThat(map(app.get("deployment")))
        .containsEntry("active_deployment_id", "dep_" + deployment.get("id"))
        .containsEntry("state", "pending")
        .containsEntry("last_deployed_at", null)
        .containsEntry("usage_stats", null)
        .containsEntry("resource_limits", Map.of("memory_mb", 512, "cpu", 1.0, "disk_gb", 0.0));
    assertThat(ada.get("/api/v1/apps/" + app.get("id")).expect(200).json()).isEqualTo(app);
  }

  @Test
  void everythingCanBeSaidAtOnce() {
    Answer made =
        ada.post(
            "/api/v1/apps",
            Map.of(
                "name", "Everything",
                "slug", "every-thing",
                "repo_url", REPO + ".git",
                "branch", "release/1",
                "repo_token", "s3cr3t-token",
                "repo_user", "ada",
                "env_vars",
                    List.of(Map.of("key", "A", "value", "1"), Map.of("key", "PORT", "value", "9")),
                "settings",
                    Map.of(
                        "port",
                        3000,
                        "memory_mb",
                        256,
                        "cpus",
                        0.5,
                        "build_args",
                        Map.of("MODE", "fast"),
                        "command",
                        List.of("npm", "start", "")),
                "unknown", "ignored"));

    Map<String, Object> app = object(made.expect(201), "app");
    assertThat(app).containsEntry("slug", "every-thing").containsEntry("branch", "release/1");
    assertThat(map(app.get("settings")))
        .containsEntry("port", 3000)
        .containsEntry("memory_mb", 256)
        .containsEntry("cpus", 0.5)
        .containsEntry("replicas", 1)
        .containsEntry("keep_releases", 5)
        .containsEntry("build_args", Map.of("MODE", "fast"))
        .containsEntry("command", List.of("npm", "start", ""))
        .containsEntry("release_command", null);
    assertThat(ada.get(path(made)).expect(200).json()).isEqualTo(app);
    assertThat(made.body()).doesNotContain("s3cr3t");
    assertThat(
            platform.query(
                "select count(*) from apps.apps where encode(credential, 'escape') like '%s3cr3t%'"))
        .isEqualTo("0");
    assertThat(variables(idOf(made))).isEqualTo(Map.of("A", "1", "PORT", "9"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repo_url|https://user:pass@git.example.com/a/b",
        "repo_url|http://git.example.com/a/b",
        "repo_url|https://127.0.0.1/a/b",
        "repo_url|https://[::1]/a/b",
        "repo_url|https://localhost/a/b",
        "repo_url|file:///etc/repo",
        "repo_url|ftp://git.example.com/a",
        "repo_url|not a url",
        "name|''",
        "slug|My Slug",
        "slug|api",
        "slug|intranet",
        "branch|a..b",
        "repo_token|''"
      })
  void whatIsWrongIsNamed(String field, String value) {
    Map<String, Object> body = new HashMap<>(Map.of("name", "Wrong", "repo_url", REPO));
    body.put(field, value);
    if (field.equals("repo_token")) {
      body.put("repo_url", "git@git.example.com:a/b.git");
      body.put("repo_token", "token");
    }

    Answer refused = ada.post("/api/v1/apps", body).expect(400);

    assertThat(refused.text("code")).isEqualTo("INVALID_INPUT");
    assertThat(refused.list("details"))
        .singleElement()
        .satisfies(detail -> {
          assertThat(detail).containsEntry("field", field);
          assertThat(detail.get("message")).isEqualTo(refused.text("error"));
        });
    assertThat(platform.query("select count(*) from apps.apps where name = 'Wrong'"))
        .isEqualTo("0");
  }

  @Test
  void severalMistakesAreToldTogether() {
    Answer refused =
        ada.post(
            "/api/v1/apps",
            Map.of(
                "slug", "-",
                "env_vars", List.of(Map.of("key", "1A", "value", "x")),
                "settings", Map.of("port", 0)));

    assertThat(refused.expect(400).list("details"))
        .extracting(detail -> detail.get("field"))
        .containsExactlyInAnyOrder("name", "slug", "repo_url", "key", "settings.port");
  }

  @Test
  void listedHostsAndFoldersMayBeAsked() {
    ada.post("/api/v1/apps", Map.of("name", "In", "repo_url", "http://git.inside/a/b")).expect(201);
    ada.post("/api/v1/apps", Map.of("name", "On", "repo_url", "file:///srv/git/a.git")).expect(201);
  }

  @Test
  void namesAreTakenOnce() {
    Person eve = platform.member("eve@example.com");
    created(eve, "Taken");

    eve.post("/api/v1/apps", Map.of("name", "Taken", "repo_url", REPO))
        .expect(409, "APP_NAME_TAKEN", "An app with the name 'Taken' already exists");
    ada.post("/api/v1/apps", Map.of("name", "Mine", "slug", "taken", "repo_url", REPO))
        .expect(
            409,
            "APP_SLUG_TAKEN",
            "An app with the slug 'taken' already exists. Please choose a different slug.");
    Answer numbered = ada.post("/api/v1/apps", Map.of("name", "Taken", "repo_url", REPO));
    assertThat(object(numbered.expect(201), "app")).containsEntry("slug", "taken-2");
  }

  @Test
  void aReservedNameIsNumbered() {
    assertThat(object(created(ada, "Api"), "app")).containsEntry("slug", "api-2");
  }

  @Test
  void anAppOnSshGetsAKeyOfItsOwn() {
    Answer made =
        ada.post("/api/v1/apps", Map.of("name", "Ssh", "repo_url", "git@git.example.com:a/b.git"));
    String key = String.valueOf(object(made.expect(201), "app").get("deploy_key"));

    assertThat(key).startsWith("ssh-ed25519 ");
    assertThat(made.body()).doesNotContain("PRIVATE KEY");
    String other = ada.post(path(made, "/deploy-key")).expect(200).text("deploy_key");
    assertThat(other).startsWith("ssh-ed25519 ").isNotEqualTo(key);
    assertThat(ada.get(path(made)).expect(200).text("deploy_key")).isEqualTo(other);
    assertThat(ada.post(path(created(ada, "Https"), "/deploy-key")).status()).isEqualTo(400);
  }

  @Test
  void whatIsSomebodyElsesIsNotThere() {
    Answer made = created(ada, "Private");
    Person eve = platform.member("eve2@example.com");
    String unknown = "/api/v1/apps/" + UUID.randomUUID();

    for (String app : List.of(path(made), unknown, "/api/v1/apps/7", "/api/v1/apps/NaN")) {
      for (String route :
          List.of("", "/deployments", "/releases", "/env", "/registries", "/verify", "/access")) {
        eve.get(app + route).expect(404, "NOT_FOUND", "App not found");
      }
      for (String route : List.of("/redeploy", "/stop", "/start", "/restart", "/deploy-key")) {
        eve.post(app + route).expect(404, "NOT_FOUND", "App not found");
      }
      eve.post(app + "/rollback", Map.of("deployment_id", 1)).expect(404);
      eve.post(app + "/env", Map.of("key", "A", "value", "1")).expect(404);
      eve.put(app + "/env", Map.of("content", "A=1")).expect(404);
      eve.delete(app + "/env/A").expect(404);
      eve.put(app + "/registries/ghcr.io", Map.of("user", "eve", "password", "x")).expect(404);
      eve.delete(app + "/registries/ghcr.io").expect(404);
      eve.patch(app, Map.of("name", "Stolen")).expect(404, "NOT_FOUND", "App not found");
      eve.delete(app).expect(404, "NOT_FOUND", "App not found");
      platform.stranger().get(app).expect(401);
    }
    assertThat(eve.get("/api/apps").expect(200).body()).isEqualTo("[]");
    ada.get(path(made)).expect(200);
    admin.get(path(made)).expect(200);
  }

  @Test
  void aChangeMergesAndNullResets() {
    Answer made = created(ada, "Changing");
    ada.patch(path(made), Map.of("settings", Map.of("port", 3000, "pids", 100), "branch", "next"))
        .expect(200);

    Answer changed =
        ada.send(
                ada.request(path(made))
                    .header("Content-Type", "application/json")
                    .method(
                        "PATCH",
                        BodyPublishers.ofString(
                            "{\"name\":\"Changed\",\"branch\":null,\"settings\":{\"port\":null}}")))
            .expect(200);

    assertThat(changed.json()).containsEntry("name", "Changed").containsEntry("branch", "");
    assertThat(object(changed, "settings")).containsEntry("port", null).containsEntry("pids", 100);
    ada.patch(path(made), Map.of("settings", Map.of("port", 0))).expect(400);
    ada.patch(path(made), Map.of("slug", "other")).expect(400);
    Answer list =
        ada.send(
            ada.request(path(made))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("[1]")));
    assertThat(list.expect(400).text("code")).isEqualTo("MALFORMED_BODY");
    ada.patch(path(made), Map.of("name", 7)).expect(400);
    assertThat(ada.get(path(made)).json()).isEqualTo(changed.json());
  }

  @Test
  void aTokenDoesNotFollowTheRepositoryToAnotherHost() {
    Answer made =
        ada.post(
            "/api/v1/apps",
            Map.of("name", "Moving", "repo_url", REPO, "repo_token", "only for that host"));

    ada.patch(path(made.expect(201)), Map.of("repo_url", REPO + "-renamed")).expect(200);
    assertThat(hasCredential(made)).isEqualTo("true");
    ada.patch(path(made), Map.of("repo_url", "https://elsewhere.example.com/a/b")).expect(200);
    assertThat(hasCredential(made)).isEqualTo("false");
    Answer ssh = ada.patch(path(made), Map.of("repo_url", "git@git.example.com:a/b")).expect(200);
    assertThat(ssh.text("deploy_key")).startsWith("ssh-ed25519 ");
    assertThat(hasCredential(made)).isEqualTo("true");
    Answer back = ada.patch(path(made), Map.of("repo_url", REPO)).expect(200);
    assertThat(back.json()).doesNotContainKey("deploy_key");
    assertThat(hasCredential(made)).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"ref\":\"v1.0\"}", "null"})
  void anotherRedeployTakesThePlaceOfOneThatWaits(String body) {
    Answer made = created(ada, "Redeploy" + body.length());
    Answer again =
        ada.send(
                ada.request(path(made, "/redeploy"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)))
            .expect(200);

    Map<String, Object> deployment = object(again, "deployment");
    assertThat(deployment)
        .containsEntry("status", "pending")
        .containsEntry("ref", body.contains("v1.0") ? "v1.0" : null);
    List<Map<String, Object>> all = array(ada.get(path(made, "/deployments")).expect(200));
    assertThat(all).extracting(one -> one.get("status")).containsExactly("pending", "cancelled");
    assertThat(all.getFirst().get("id")).isEqualTo(deployment.get("id"));
    assertThat(array(ada.get(path(made, "/deployments?limit=1")))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true, ANEW", "false, REUSE"})
  void whatIsToBeRebuiltUsesNothingOfEarlierBuilds(boolean rebuild, Freshness freshness) {
    Answer made = created(ada, "Rebuilt" + freshness);
    Answer again = ada.post(path(made, "/redeploy"), Map.of("rebuild", rebuild)).expect(200);

    DeploymentId id =
        DeploymentId.parse(String.valueOf(object(again, "deployment").get("id"))).orElseThrow();
    Requester admin = new Requester(new UserId(UUID.randomUUID()), true);
    assertThat(platform.bean(Deployments.class).spec(admin, id).build().freshness())
        .isEqualTo(freshness);
  }

  @Test
  void aRefThatCannotBeOneIsRefused() {
    Answer made = created(ada, "Ref");

    ada.post(path(made, "/redeploy"), Map.of("ref", "a b")).expect(400);
    Answer refused =
        ada.send(
            ada.request(path(made, "/redeploy"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{")));
    assertThat(refused.expect(400).text("code")).isEqualTo("MALFORMED_BODY");
  }

  @Test
  void anAppThatServesShowsWhereAndKeepsItWhileItIsRedeployed() {
    Answer made = created(ada, "Serving");
    serve(made);

    Map<String, Object> app = ada.get(path(made)).expect(200).json();
    assertThat(app).containsEntry("status", "running");
    assertThat(String.valueOf(app.get("url"))).startsWith("http://serving.apps.example.com");
    ada.post(path(made, "/redeploy")).expect(200);
    Map<String, Object> during = ada.get(path(made)).expect(200).json();
    assertThat(during).containsEntry("status", "pending").containsEntry("url", app.get("url"));
    assertThat(map(during.get("deployment")).get("last_deployed_at"))
        .isEqualTo(map(app.get("deployment")).get("last_deployed_at"))
        .isNotNull();

    Answer stopped = ada.post(path(made, "/stop")).expect(200);
    assertThat(stopped.json()).containsEntry("stopped", true);
    assertThat(object(stopped, "app")).containsEntry("status", "stopped").containsEntry("url", "");
    assertThat(ada.post(path(made, "/stop")).expect(200).json()).containsEntry("stopped", false);
    Answer started = ada.post(path(made, "/start")).expect(200);
    assertThat(object(started, "deployment")).containsEntry("trigger", "start");
    Answer twice = ada.post(path(made, "/start")).expect(200);
    assertThat(object(twice, "deployment").get("id"))
        .isEqualTo(object(started, "deployment").get("id"));
  }

  @Test
  void whatNeverServedCannotBeRestartedNorGoneBackTo() {
    Answer made = created(ada, "Never");
    Object first = object(made, "deployment").get("id");

    assertThat(ada.post(path(made, "/restart")).expect(409).text("code")).isEqualTo("NO_RELEASE");
    assertThat(
            ada.post(path(made, "/rollback"), Map.of("deployment_id", first))
                .expect(409)
                .text("code"))
        .isEqualTo("NO_RELEASE");
    ada.post(path(made, "/rollback"), Map.of("deployment_id", "dep_999999")).expect(404);
    ada.post(path(made, "/rollback"), Map.of("deployment_id", "soon")).expect(404);
    ada.post(path(made, "/rollback"), Map.of()).expect(400);
    assertThat(ada.get(path(made, "/releases")).expect(200).body()).isEqualTo("[]");
  }

  @Test
  void anAppGoesBackToAReleaseAndRestartsWithItsPresentSettings() {
    Answer made = created(ada, "Back");
    ada.post(path(made, "/env"), Map.of("key", "SECRET", "value", "swordfish")).expect(201);
    long first = number(object(made, "deployment").get("id"));
    serve(made);
    ada.patch(path(made), Map.of("settings", Map.of("port", 4000, "memory_mb", 100))).expect(200);

    Answer restarted = ada.post(path(made, "/restart")).expect(200);
    long second = number(object(restarted, "deployment").get("id"));
    Answer back =
        ada.post(path(made, "/rollback"), Map.of("deployment_id", "dep_" + first)).expect(200);

    assertThat(object(restarted, "deployment")).containsEntry("trigger", "restart");
    assertThat(object(back, "deployment")).containsEntry("trigger", "rollback");
    assertThat(array(ada.get(path(made, "/releases")).expect(200)))
        .extracting(one -> number(one.get("id")))
        .contains(first);
    Answer diff = ada.get(path(made, "/releases/" + first + "/diff/dep_" + second)).expect(200);
    assertThat(diff.texts("settings")).containsExactly("memory_mb", "port");
    assertThat(diff.json())
        .containsEntry(
            "env", Map.of("added", List.of("SECRET"), "removed", List.of(), "changed", List.of()));
    assertThat(diff.body()).doesNotContain("swordfish");
    String other = path(created(ada, "Other"));
    ada.get(other + "/releases/" + first + "/diff/" + second).expect(404);
  }

  @Test
  void whatIsDeletedIsGoneAndItsNamesAreFree() {
    Answer made = created(ada, "Gone");
    ada.post(path(made, "/env"), Map.of("key", "A", "value", "1")).expect(201);

    assertThat(ada.delete(path(made) + "?volumes=true").expect(204).body()).isEmpty();

    ada.get(path(made)).expect(404, "NOT_FOUND", "App not found");
    ada.delete(path(made)).expect(404, "NOT_FOUND", "App not found");
    assertThat(
            platform.query(
                "select count(*) from apps.env_vars where app_id = '" + idOf(made) + "'"))
        .isEqualTo("0");
    assertThat(object(created(ada, "Gone"), "app")).containsEntry("slug", "gone");
  }

  @Test
  void theAppsOfAUserGoWithHim() {
    Person leaver = platform.member("leaver@example.com");
    Answer made = created(leaver, "Left behind");

    platform.delete("leaver@example.com");

    admin.get(path(made)).expect(404);
    assertThat(
            platform.query(
                "select count(*) from jobs.jobs where payload::text like '%"
                    + idOf(made)
                    + "%' and kind <> 'deploy'"))
        .isNotEqualTo("0");
  }

  @Test
  void environmentVariablesComeAndGo() {
    Answer made = created(ada, "Env");
    Answer set = ada.post(path(made, "/env"), Map.of("key", " A ", "value", "1")).expect(201);
    ada.post(path(made, "/env"), Map.of("key", "B", "value", "2")).expect(201);
    Answer again = ada.post(path(made, "/env"), Map.of("key", "A", "value", "3")).expect(201);

    assertThat(set.json())
        .containsEntry("app_id", idOf(made))
        .containsEntry("key", "A")
        .containsEntry("value", "1");
    assertThat(again.json().get("id")).isEqualTo(set.json().get("id"));
    assertThat(array(ada.get(path(made, "/env")).expect(200)))
        .extracting(one -> one.get("key"))
        .containsExactly("B", "A");
    ada.post(path(made, "/env"), Map.of("value", "x"))
        .expect(400, "INVALID_INPUT", "Environment variable key is required");
    ada.post(path(made, "/env"), Map.of("key", "B/KEY", "value", "x")).expect(400);
    ada.post(path(made, "/env"), Map.of("key", "C", "value", "\0")).expect(400);
    ada.post(path(made, "/env"), Map.of("key", "C", "value", "x".repeat(32_769))).expect(400);
    ada.post(path(made, "/env"), Map.of("key", "C", "value", "x".repeat(32_768))).expect(201);
    assertThat(ada.post(path(made, "/env"), Map.of("key", "C")).expect(201).json())
        .containsEntry("value", "");
    ada.delete(path(made, "/env/C")).expect(204);
    ada.delete(path(made, "/env/C")).expect(404, "NOT_FOUND", "Environment variable not found");
    ada.delete(path(made, "/env/B%2FKEY"))
        .expect(404, "NOT_FOUND", "Environment variable not found");
    assertThat(variables(idOf(made))).isEqualTo(Map.of("A", "3", "B", "2"));
    assertThat(platform.query("select count(*) from apps.env_vars where length(value) < 20"))
        .isEqualTo("0");
  }

  /** Whoever does not know of the mark neither sets nor loses it. */
  @Test
  void buildsReadAVariableOnlyWhenItIsMarkedForThem() {
    Answer made =
        ada.post(
                "/api/v1/apps",
                Map.of(
                    "name",
                    "Marked",
                    "repo_url",
                    REPO,
                    "env_vars",
                    List.of(Map.of("key", "FIRST", "value", "1", "build", true))))
            .expect(201);
    assertThat(ada.post(path(made, "/env"), Map.of("key", "A", "value", "1")).json())
        .containsEntry("build", false);
    ada.post(path(made, "/env"), Map.of("key", "B", "value", "2", "build", true)).expect(201);

    assertThat(ada.post(path(made, "/env"), Map.of("key", "B", "value", "3")).json())
        .containsEntry("value", "3")
        .containsEntry("build", true);
    ada.put(path(made, "/env"), Map.of("content", "A=1\nB=4\nFIRST=1\nNEW=1\n")).expect(200);
    assertThat(array(ada.get(path(made, "/env")).expect(200)))
        .filteredOn(one -> Boolean.TRUE.equals(one.get("build")))
        .extracting(one -> one.get("key"))
        .containsExactly("B", "FIRST");
    assertThat(
            ada.post(path(made, "/env"), Map.of("key", "B", "value", "4", "build", false)).json())
        .containsEntry("build", false);
  }

  @Test
  void severalVariablesMayBeSetAtTheSameMoment() {
    Answer made = created(ada, "Parallel");
    AtomicInteger number = new AtomicInteger();

    List<Integer> statuses =
        AtOnce.times(
            10,
            () ->
                ada.post(
                        path(made, "/env"),
                        Map.of("key", "K" + number.getAndIncrement(), "value", "v"))
                    .status());

    assertThat(statuses).containsOnly(201);
    assertThat(variables(idOf(made))).hasSize(10);
  }

  @Test
  void aWholeFileReplacesTheEnvironmentOrNothing() {
    Answer made = created(ada, "File");
    ada.post(path(made, "/env"), Map.of("key", "OLD", "value", "1")).expect(201);
    Answer kept = ada.post(path(made, "/env"), Map.of("key", "KEPT", "value", "2")).expect(201);

    Answer replaced =
        ada.put(path(made, "/env"), Map.of("content", "KEPT=2\nNEW='3'\n")).expect(200);

    assertThat(variables(idOf(made))).isEqualTo(Map.of("KEPT", "2", "NEW", "3"));
    assertThat(array(replaced)).contains(kept.json());
    ada.put(path(made, "/env"), Map.of("content", "A=1\nsecret\n"))
        .expect(400, "INVALID_INPUT", "Line 2 cannot be read: there is no = in it.");
    ada.put(path(made, "/env"), Map.of()).expect(400);
    String many = String.join("\n", IntStream.range(0, 201).mapToObj(i -> "K" + i + "=1").toList());
    ada.put(path(made, "/env"), Map.of("content", many)).expect(400);
    assertThat(variables(idOf(made))).isEqualTo(Map.of("KEPT", "2", "NEW", "3"));
    Answer plain =
        ada.send(
            ada.request(path(made, "/env"))
                .header("Content-Type", "text/plain")
                .PUT(BodyPublishers.ofString("ONLY=1")));
    assertThat(array(plain.expect(200))).hasSize(1);
  }

  @Test
  void anAppHasTwoHundredVariablesAtMost() {
    Answer made = created(ada, "Many");
    String many = String.join("\n", IntStream.range(0, 200).mapToObj(i -> "K" + i + "=1").toList());
    ada.put(path(made, "/env"), Map.of("content", many)).expect(200);

    ada.post(path(made, "/env"), Map.of("key", "K7", "value", "again")).expect(201);
    ada.post(path(made, "/env"), Map.of("key", "MORE", "value", "1"))
        .expect(400, "INVALID_INPUT", "An app has at most 200 environment variables.");
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    Answer made = created(ada, "Tagged");
    for (String route :
        List.of("/api/apps", "/api/v1/apps", path(made), path(made, "/deployments"))) {
      String tag = ada.get(route).expect(200).header("ETag").orElseThrow();

      Answer same = ada.send(ada.request(route).header("If-None-Match", tag).GET()).expect(304);
      assertThat(same.body()).isEmpty();
      assertThat(same.header("ETag")).hasValue(tag);
    }
    String tag = ada.get(path(made)).header("ETag").orElseThrow();
    ada.patch(path(made), Map.of("name", "Tagged anew")).expect(200);
    ada.send(ada.request(path(made)).header("If-None-Match", tag).GET()).expect(200);
  }

  @Test
  void listsTakeAsManyStatementsForManyAppsAsForOne() {
    Person bob = platform.member("bob@example.com");
    Answer made = created(bob, "Bob 0");
    StatementLog log = platform.bean(StatementLog.class);
    List<Integer> few = statements(log, bob, admin, made);
    IntStream.range(1, 20).forEach(i -> created(bob, "Bob " + i));
    IntStream.range(0, 20).forEach(i -> bob.post(path(made, "/redeploy")).expect(200));

    assertThat(statements(log, bob, admin, made)).isEqualTo(few);
    assertThat(few).allSatisfy(sent -> assertThat(sent).isBetween(1, 4));
    assertThat(array(bob.get("/api/apps"))).hasSize(20);
  }

  @Test
  void administratorsLookAfterEverybodysApps() {
    Answer made = created(ada, "Looked after");

    Answer list = admin.get("/admin/apps?limit=1").expect(200);
    assertThat(list.json()).containsEntry("limit", 1).containsEntry("offset", 0);
    assertThat(list.list("apps")).hasSize(1);
    assertThat(platform.query("select count(*) from apps.apps")).isEqualTo(list.text("total"));
    assertThat(admin.get("/admin/apps").list("apps"))
        .filteredOn(one -> idOf(made).equals(one.get("id")))
        .singleElement()
        .satisfies(one ->
            assertThat(one)
                .containsEntry("deployment_count", 1)
                .containsEntry("latest_status", "pending")
                .containsEntry("status", "pending")
                .containsEntry("url", ""));
    String path = "/admin/apps/" + idOf(made);
    assertThat(admin.post(path + "/redeploy").expect(200).json())
        .containsKeys("message", "app_id", "deployment");
    assertThat(admin.post(path + "/stop").expect(200).json())
        .containsEntry("stopped_containers", 0);
    assertThat(admin.post(path + "/start").expect(200).json()).containsEntry("app_id", idOf(made));
    assertThat(admin.delete(path).expect(200).json()).containsEntry("app_id", idOf(made));
    admin.delete(path).expect(404, "NOT_FOUND", "App not found");
    ada.get(path(made)).expect(404);
    ada.get("/admin/apps").expect(403);
  }

  @Test
  void onlyAnAdministratorAllowsAnAppMore() {
    Answer made = created(ada, "Pinging");
    String privileges = "/admin/apps/" + idOf(made) + "/privileges";

    ada.put(privileges, Map.of("capabilities", List.of("NET_RAW"))).expect(403);
    ada.get(privileges).expect(403);
    ada.patch(path(made), Map.of("settings", Map.of("capabilities", List.of("NET_RAW"))));
    assertThat(object(admin.get(privileges).expect(200), "privileges"))
        .isEqualTo(
            Map.of(
                "capabilities",
                List.of(),
                "new_privileges",
                false,
                "own_init",
                false,
                "swap_mb",
                0,
                "log_mb",
                30));

    Answer allowed =
        admin
            .put(
                privileges,
                Map.of("capabilities", List.of("SYS_CHROOT", "NET_RAW"), "own_init", true))
            .expect(200);

    assertThat(object(allowed, "privileges"))
        .containsEntry("capabilities", List.of("NET_RAW", "SYS_CHROOT"))
        .containsEntry("own_init", true)
        .containsEntry("new_privileges", false);
    assertThat(admin.get("/admin/apps").list("apps"))
        .filteredOn(one -> idOf(made).equals(one.get("id")))
        .singleElement()
        .satisfies(
            one -> assertThat(one.get("privileges")).isEqualTo(allowed.json().get("privileges")));
    assertThat(
            platform.query(
                ("select actor || detail from platform.audit_log where subject = '%s'"
                        + " and action = 'app.privileges_changed'")
                    .formatted(idOf(made))))
        .startsWith(platform.administrator().id().toString())
        .contains("NET_RAW");
    ada.patch(path(made), Map.of("settings", Map.of("port", 3000))).expect(200);
    assertThat(admin.get(privileges).json().get("privileges"))
        .isEqualTo(allowed.json().get("privileges"));
  }

  @ParameterizedTest
  @CsvSource({
    "capabilities, SYS_ADMIN",
    "capabilities, NET_ADMIN",
    "capabilities, SYS_PTRACE",
    "capabilities, ALL",
    "capabilities, net_raw",
    "capabilities, CAP_NET_RAW"
  })
  void whatReachesTheHostIsAllowedToNoApp(String field, String value) {
    Answer made = created(ada, "Dangerous " + value.replace('_', ' '));
    String privileges = "/admin/apps/" + idOf(made) + "/privileges";

    Answer refused = admin.put(privileges, Map.of(field, List.of("NET_RAW", value))).expect(400);

    assertThat(refused.list("details"))
        .singleElement()
        .satisfies(detail -> assertThat(detail).containsEntry("field", field));
    assertThat(object(admin.get(privileges), "privileges"))
        .containsEntry("capabilities", List.of());
  }

  @Test
  void whatIsNoPrivilegeIsNamed() {
    Answer made = created(ada, "Mistaken");
    String privileges = "/admin/apps/" + idOf(made) + "/privileges";

    assertThat(
            admin
                .put(
                    privileges,
                    Map.of(
                        "capabilities", "NET_RAW", "own_init", "yes", "swap_mb", -1, "log_mb", 1))
                .expect(400)
                .list("details"))
        .extracting(detail -> detail.get("field"))
        .containsExactlyInAnyOrder("capabilities", "own_init", "swap_mb", "log_mb");
    admin.put("/admin/apps/nobody/privileges", Map.of()).expect(404);
  }

  @Test
  void whatIsTakenBackDoesNotReturnWithAnOlderRelease() {
    Answer made = created(ada, "Going back");
    String privileges = "/admin/apps/" + idOf(made) + "/privileges";
    admin.put(privileges, Map.of("capabilities", List.of("NET_RAW"))).expect(200);
    Object first = object(ada.post(path(made, "/redeploy")).expect(200), "deployment").get("id");
    serve(made);
    admin.put(privileges, Map.of()).expect(200);

    Object back =
        object(
                ada.post(path(made, "/rollback"), Map.of("deployment_id", first)).expect(200),
                "deployment")
            .get("id");

    assertThat(
            ada.get(path(made, "/releases/%s/diff/%s".formatted(first, back)))
                .expect(200)
                .texts("settings"))
        .containsExactly("privileges");
  }

  @Test
  void whatDoesNotRunSaysSo() {
    Answer made = created(ada, "Verified");

    Answer check = ada.get(path(made, "/verify")).expect(200);

    assertThat(check.json())
        .containsEntry("app_id", idOf(made))
        .containsEntry("app_name", "Verified")
        .containsEntry("is_running", false)
        .containsEntry("success", false)
        .containsEntry("subdomain", "verified.apps.example.com")
        .containsKeys("container_id", "container_name", "port", "traefik_configured", "errors");
  }

  @Test
  void whyARepositoryCannotBeReadIsTold() {
    Answer made =
        ada.post("/api/v1/apps", Map.of("name", "No folder", "repo_url", "file:///srv/git/none"))
            .expect(201);

    Answer access = ada.get(path(made, "/access")).expect(200);

    assertThat(access.json()).containsEntry("readable", false).containsKeys("code", "message");
  }

  private List<Integer> statements(StatementLog log, Person user, Person admin, Answer app) {
    String[] schemas = {"apps", "deployments", "billing"};
    return Stream.<Runnable>of(
            () -> user.get("/api/apps").expect(200),
            () -> user.get(path(app)).expect(200),
            () -> user.get(path(app, "/deployments")).expect(200),
            () -> user.get(path(app, "/env")).expect(200),
            () -> admin.get("/admin/apps").expect(200))
        .map(request -> log.during(request, schemas).size())
        .toList();
  }

  /** As the worker would leave it when the app's first deployment serves. */
  @Test
  void aVersionSaysHowItTookOverAndWhetherItIsWatchedOrSleeps() {
    Answer made = created(ada, "Shop that serves");
    serve(made);
    assertThat(deployment(made))
        .containsEntry("switch", null)
        .containsEntry("watched_until", null)
        .containsEntry("sleeping", false);

    platform.sql(
        ("update deployments.deployments set watched_until = '2030-01-02T03:04:05Z', before_id = 1,"
                + " before_port = 3000, switch_requests = 1240, switch_failed = 0,"
                + " switch_longest_ms = 31, asleep = true where app_id = '%s'")
            .formatted(idOf(made)));

    assertThat(deployment(made))
        .containsEntry("status", "running")
        .containsEntry("watched_until", "2030-01-02T03:04:05Z")
        .containsEntry("sleeping", true);
    assertThat(map(deployment(made).get("switch")))
        .containsEntry("requests", 1240)
        .containsEntry("failed", 0)
        .containsEntry("longest_wait_ms", 31);
    assertThat(map(ada.get(path(made)).expect(200).json()))
        .containsEntry("status", "running")
        .containsEntry("sleeping", true);
    String id = String.valueOf(deployment(made).get("id"));
    assertThat(ada.get("/api/v1/deployments/" + id).expect(200).json())
        .containsEntry("watched_until", "2030-01-02T03:04:05Z")
        .containsEntry("switch", deployment(made).get("switch"))
        .containsEntry("sleeping", true);
  }

  @Test
  void whatServesIsOneVersionAndAwakeBeforeAnotherIsMade() {
    Answer watched = created(ada, "Shop that is watched");
    serve(watched);
    platform.sql(
        "update deployments.deployments set watched_until = now(), before_id = 1, before_port = 3000"
            + " where app_id = '%s'".formatted(idOf(watched)));
    ada.post(path(watched, "/redeploy")).expect(200);
    Answer asleep = created(ada, "Shop that sleeps");
    serve(asleep);
    platform.sql(
        "update deployments.deployments set asleep = true where app_id = '%s'"
            .formatted(idOf(asleep)));
    ada.post(path(asleep, "/redeploy")).expect(200);

    assertThat(jobs(watched)).isEqualTo("deploy,retire_version,deploy");
    assertThat(
            platform.query(
                "select count(*) from deployments.deployments where watched_until is not null and"
                    + " app_id = '%s'".formatted(idOf(watched))))
        .isEqualTo("0");
    assertThat(jobs(asleep)).isEqualTo("deploy,wake_app,deploy");
  }

  private String jobs(Answer made) {
    return platform.query(
        "select string_agg(kind, ',' order by seq) from jobs.jobs where lane = 'app:%s'"
            .formatted(idOf(made)));
  }

  /** Its newest. */
  private Map<String, Object> deployment(Answer made) {
    return array(ada.get(path(made, "/deployments")).expect(200)).getFirst();
  }

  private void serve(Answer made) {
    int changed =
        platform.sql(
            ("update deployments.deployments set status = 'RUNNING', live_at = now(), image_kept ="
                    + " true, image = 'sha256:%s' where app_id = '%s' and status = 'PENDING'")
                .formatted("0".repeat(64), idOf(made)));
    assertThat(changed).isEqualTo(1);
  }

  private Map<String, Object> variables(String app) {
    Map<String, Object> found = new HashMap<>();
    array(ada.get("/api/v1/apps/" + app + "/env").expect(200))
        .forEach(one -> found.put(String.valueOf(one.get("key")), one.get("value")));
    return found;
  }

  private String hasCredential(Answer made) {
    return platform.query(
        "select (credential is not null)::text from apps.apps where id = '" + idOf(made) + "'");
  }

  private static Answer create(Person person, String name) {
    return person.post("/api/v1/apps", Map.of("name", name, "repo_url", REPO));
  }

  private static Answer created(Person person, String name) {
    return create(person, name).expect(201);
  }

  private static String idOf(Answer made) {
    return String.valueOf(object(made, "app").get("id"));
  }

  private static String path(Answer made) {
    return "/api/v1/apps/" + idOf(made);
  }

  private static String path(Answer made, String route) {
    return path(made) + route;
  }

  private static Map<String, Object> object(Answer answer, String name) {
    return map(answer.json().get(name));
  }

  private static List<Map<String, Object>> array(Answer answer) {
    return answer.array();
  }

  private static long number(@Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
