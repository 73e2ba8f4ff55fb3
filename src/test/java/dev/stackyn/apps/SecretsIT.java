package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.EngineAnswer;
import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What apps are given in confidence: builds read it, and nobody finds it anywhere. */
@Tag("docker")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsIT {
  private static final String SERVER =
      """
      const http = require('http');
      console.log('my key is ' + process.env.API_KEY);
      http.createServer((q, a) => a.end('length ' + require('fs').readFileSync('/app/length')))
          .listen(process.env.PORT);
      """;

  private Path folder;
  private GitWebServer git;
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn-secrets");
    git = GitWebServer.of(folder);
    platform =
        TestPlatform.start(
                Map.of(
                    "DOCKER_HOST", RealDocker.host().toString(),
                    "STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8",
                    "STACKYN_NETWORKS", "10.218.0.0/16",
                    "STACKYN_WALL", "off",
                    "STACKYN_REQUESTS_PER_SECOND", "1000"))
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
  void aBuildReadsAMarkedVariableAndNobodyFindsItAnywhere() throws IOException {
    String key = "sk-" + UUID.randomUUID();
    String build =
        "RUN --mount=type=secret,id=API_KEY echo %s; cat /run/secrets/API_KEY;".formatted(mark())
            + " wc -c < /run/secrets/API_KEY > /app/length";
    Author author = Author.in(folder.resolve("marked"));
    author.write("server.js", SERVER);
    author.write(
        "Dockerfile", dockerfile(BaseImages.node(), "ARG STACKYN_BUILD_VARIABLES\n" + build));
    author.commit("First");
    LiveApp app = created("Marked", "marked", Map.of("key", "API_KEY", "value", key));
    assertThat(app.ended(app.first())).containsEntry("status", "failed");

    ada.post(app.path("/env"), Map.of("key", "API_KEY", "value", key, "build", true)).expect(201);
    Map<String, Object> live = app.live(app.asked("/redeploy"));
    assertThat(app.ask()).endsWith("length 39\n");
    assertThat(log(app, live)).contains("[API_KEY]").doesNotContain(key);
    Eventually.that(
        "the app's own lines are shown",
        () -> app.logs(live).toString().contains("my key is [API_KEY]"));
    assertThat(app.logs(live).toString()).doesNotContain(key);

    Map<String, Object> same = app.live(app.asked("/redeploy"));
    assertThat(log(app, same)).contains("Nothing to build");
    ada.post(app.path("/env"), Map.of("key", "API_KEY", "value", key + "longer")).expect(201);
    Map<String, Object> other = app.live(app.asked("/redeploy"));
    assertThat(log(app, other)).doesNotContain("Nothing to build");
    assertThat(app.ask()).endsWith("length 45\n");

    author.write("Dockerfile", dockerfile(BaseImages.node(), build + "\nCOPY leak /app/length"));
    author.write(
        "leak",
        Base64.getEncoder().encodeToString((key + "longer").getBytes(StandardCharsets.UTF_8)));
    author.commit("With a secret in it");
    assertThat(app.ended(app.asked("/redeploy")))
        .containsEntry("status", "failed")
        .hasEntrySatisfying(
            "error_message",
            text ->
                assertThat((String) text)
                    .startsWith("[SECRET_IN_IMAGE] ")
                    .contains("API_KEY", "COPY leak /app/length")
                    .doesNotContain(key));
    assertThat(app.ask()).endsWith("length 45\n");
    app.delete();
  }

  @Test
  void aPrivateBaseImageIsFetchedWithTheRightLoginOnly() throws IOException {
    Path registryFolder = Files.createDirectories(folder.resolve("registry"));
    try (TestRegistry registry = TestRegistry.startWithTokens(registryFolder)) {
      String base = push(registry);
      Author author = Author.in(folder.resolve("based"));
      author.write("server.js", SERVER);
      author.write("Dockerfile", dockerfile(base, "RUN echo 7 > /app/length"));
      author.commit("First");
      LiveApp app = created("Based", "based", Map.of("key", "A", "value", "b"));
      assertThat(message(app.ended(app.first()))).startsWith("[BASE_IMAGE_UNAVAILABLE] ");

      login(app, registry, "not the password");
      assertThat(message(app.ended(app.asked("/redeploy"))))
          .startsWith("[BASE_IMAGE_UNAVAILABLE] ");

      login(app, registry, TestRegistry.PASSWORD);
      Map<String, Object> live = app.live(app.asked("/redeploy"));
      assertThat(app.ask()).endsWith("length 7\n");
      assertThat(log(app, live)).contains("Pulling " + base).doesNotContain(TestRegistry.PASSWORD);
      app.delete();
    }
  }

  private void login(LiveApp app, TestRegistry registry, String password) {
    ada.put(
            app.path("/registries/" + registry.host()),
            Map.of("user", TestRegistry.USER, "password", password))
        .expect(200);
  }

  private LiveApp created(String name, String repository, Map<String, ?> variable) {
    return LiveApp.create(
        platform,
        ada,
        Map.of(
            "name", name,
            "repo_url", git.url(repository + "/.git"),
            "env_vars", List.of(variable)));
  }

  /** No earlier run of this test has left the step's result in the builder's cache. */
  private static String mark() {
    return UUID.randomUUID().toString();
  }

  private static String dockerfile(String base, String steps) {
    return """
    FROM %s
    %s
    COPY server.js /app/server.js
    EXPOSE 3000
    CMD ["node", "/app/server.js"]
    """
        .formatted(base, steps);
  }

  private static String log(LiveApp app, Map<String, Object> deployment) {
    return String.valueOf(app.logs(deployment).get("build_log"));
  }

  private static String message(Map<String, Object> deployment) {
    return String.valueOf(deployment.get("error_message"));
  }

  private static String push(TestRegistry registry) {
    EngineHttp engine = RealDocker.engine();
    String repository = registry.host() + "/private/node";
    String login =
        "{\"username\":\"%s\",\"password\":\"%s\",\"serveraddress\":\"%s\"}"
            .formatted(TestRegistry.USER, TestRegistry.PASSWORD, registry.host());
    engine.tell(
        EngineRequest.post("/images/" + BaseImages.node() + "/tag")
            .with("repo", repository)
            .with("tag", "1"));
    String told =
        engine.ask(
            EngineRequest.post("/images/" + repository + "/push")
                .with("tag", "1")
                .header(
                    "X-Registry-Auth",
                    Base64.getUrlEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))),
            EngineAnswer::text);
    assertThat(told).contains("digest: sha256:");
    engine.tell(EngineRequest.delete("/images/" + repository + ":1").with("noprune", "1"));
    return repository + ":1";
  }
}
