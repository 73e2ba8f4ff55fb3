package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How repositories would be built, over the wire; nothing is built. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansApiTest {
  private Path folder;
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn-plans").toRealPath();
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "STACKYN_GIT_ALLOWED_HOSTS", "file:" + folder,
                    "STACKYN_BASE_IMAGE_NODE", "registry.example.com/node:{version}"))
            .untilReady();
    ada = platform.member("ada@example.com");
  }

  @AfterAll
  void stop() throws IOException {
    platform.close();
    TestFolders.delete(folder);
  }

  @Test
  void aRepositoryIsPlannedBeforeThereIsAnApp() throws IOException {
    repository("shop")
        .write("package.json", "{\"scripts\": {\"start\": \"node server.js\"}}")
        .commit("First");

    Answer plan = ada.post("/api/v1/plan", Map.of("repo_url", url("shop"))).expect(200);

    assertThat(plan.json())
        .containsEntry("buildable", true)
        .containsEntry("title", "Node.js on Node.js 24")
        .containsKey("commit")
        .doesNotContainKeys("code", "dockerfile_path");
    assertThat(String.valueOf(plan.json().get("dockerfile")))
        .startsWith("FROM registry.example.com/node:24\n")
        .endsWith("CMD [\"node\", \"server.js\"]\n");
    assertThat(String.valueOf(plan.json().get("decisions")))
        .contains("{about=language, choice=node, reason=package.json is there}");
  }

  @Test
  void settingsCountAsTheyWouldForAnApp() throws IOException {
    repository("pages").write("web/index.html", "<h1>Hello</h1>").commit("First");

    Answer plan =
        ada.post(
                "/api/v1/plan",
                Map.of(
                    "repo_url",
                    url("pages"),
                    "branch",
                    "main",
                    "settings",
                    Map.of("context", "web", "port", 3000)))
            .expect(200);

    assertThat(plan.json())
        .containsEntry("context", "web")
        .containsEntry("port", 3000)
        .hasEntrySatisfying(
            "files",
            files ->
                assertThat((String) ((Map<?, ?>) files).get(".stackyn/nginx.conf"))
                    .contains("listen 3000;"));
  }

  @Test
  void whatCannotBeBuiltSaysWhy() throws IOException {
    repository("empty").write("README.md", "# Hello").commit("First");

    assertThat(ada.post("/api/v1/plan", Map.of("repo_url", url("empty"))).expect(200).json())
        .containsEntry("buildable", false)
        .containsEntry("code", "DOCKERFILE_MISSING")
        .containsKey("message")
        .doesNotContainKeys("dockerfile", "decisions");
    assertThat(ada.post("/api/v1/plan", Map.of("repo_url", url("nowhere"))).expect(200).json())
        .containsEntry("buildable", false)
        .containsEntry("code", "REPO_NOT_FOUND");
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsFetched() {
    ada.post("/api/v1/plan", Map.of()).expect(400);
    ada.post("/api/v1/plan", Map.of("repo_url", "http://127.0.0.1/x.git")).expect(400);
    ada.post("/api/v1/plan", Map.of("repo_url", "file:///etc")).expect(400);
    ada.post(
            "/api/v1/plan", Map.of("repo_url", url("shop"), "settings", Map.of("context", "../up")))
        .expect(400);
    ada.post("/api/v1/plan", Map.of("repo_url", url("shop"), "repo_token", "t0ken")).expect(400);
    platform.stranger().post("/api/v1/plan", Map.of("repo_url", url("shop"))).expect(401);
  }

  @Test
  void anAppIsPlannedAsItIsNowForItsOwnerAlone() throws IOException {
    Author source = repository("own").write("Dockerfile", "FROM scratch");
    source.commit("First");
    Answer made =
        ada.post("/api/v1/apps", Map.of("name", "Own", "repo_url", url("own"))).expect(201);
    String plan =
        "/api/v1/apps/"
            + Objects.requireNonNull((Map<?, ?>) made.json().get("app")).get("id")
            + "/plan";

    assertThat(ada.get(plan).expect(200).json())
        .containsEntry("buildable", true)
        .containsEntry("dockerfile_path", "Dockerfile")
        .containsEntry("warnings", List.of())
        .doesNotContainKey("dockerfile");
    source.write("stackyn.json", "{\"health_path\": \"/up\", \"colour\": \"blue\"}");
    source.commit("Second");
    assertThat(ada.get(plan).expect(200).json())
        .containsEntry("health_path", "/up")
        .containsEntry("warnings", List.of("stackyn.json has keys that mean nothing: colour."));
    platform.member("eve@example.com").get(plan).expect(404, "NOT_FOUND", "App not found");
  }

  private Author repository(String name) throws IOException {
    return Author.in(folder.resolve(name));
  }

  private String url(String name) {
    return folder.resolve(name).resolve(".git").toUri().toString().replaceFirst("/$", "");
  }
}
