package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.BaseImage;
import dev.stackyn.testing.Author;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestNpmRegistry;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.WorkshopImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Repositories without a Dockerfile, in the languages whose tools Debian or this machine has: from
 * the first request to the first answer, on a real engine.
 */
@Tag("docker")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedBuildsIT {
  private Path folder;
  private GitWebServer git;
  private TestNpmRegistry packages;
  private TestPlatform platform;
  private Person ada;

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn-generated");
    git = GitWebServer.of(folder);
    packages = TestNpmRegistry.start(folder);
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "DOCKER_HOST", RealDocker.host().toString(),
                "STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8",
                "STACKYN_NETWORKS", "10.219.0.0/16",
                "STACKYN_WALL", "off",
                "STACKYN_REQUESTS_PER_SECOND", "1000",
                "STACKYN_DEFAULT_PLAN_LIMITS",
                    "apps=100,memory_mb=100000,disk_mb=100000,builds=2"));
    for (BaseImage image : BaseImage.values()) {
      settings.put(image.setting(), WorkshopImage.name());
    }
    platform = TestPlatform.start(settings).untilReady();
    ada = platform.signUp("ada@example.com");
  }

  @AfterAll
  void stop() throws IOException {
    platform.close();
    packages.close();
    git.close();
    TestFolders.delete(folder);
  }

  @Test
  void aNodeServerWithPackagesAndABuildStep() throws IOException {
    packages.has("greeting", "1.0.0", "module.exports = 'hello';");
    packages.has("bundler", "1.0.0", "module.exports = (text) => text;");
    Author.in(folder.resolve("node"))
        .write(".npmrc", "registry=" + packages.url())
        .write(
            "package.json",
            """
            {
              "name": "shop",
              "scripts": {"build": "node build.js", "start": "node dist/server.js"},
              "dependencies": {"greeting": "^1.0.0"},
              "devDependencies": {"bundler": "^1.0.0"}
            }
            """)
        .write(
            "package-lock.json",
            """
            {
              "name": "shop", "lockfileVersion": 3, "requires": true,
              "packages": {
                "": {
                  "name": "shop",
                  "dependencies": {"greeting": "^1.0.0"},
                  "devDependencies": {"bundler": "^1.0.0"}
                },
                %s,
                %s
              }
            }
            """
                .formatted(
                    packages.locked("greeting", "1.0.0", false),
                    packages.locked("bundler", "1.0.0", true)))
        .write(
            "build.js",
            """
            const fs = require('fs');
            fs.mkdirSync('dist', {recursive: true});
            fs.writeFileSync('dist/server.js', require('bundler')(fs.readFileSync('server.js')));
            """)
        .write(
            "server.js",
            """
            const has = (name) => { try { require(name); return true } catch { return false } };
            require('fs').writeFileSync('/app/written-by-the-app', 'yes');
            require('http').createServer((request, response) => response.end(
                `${require('greeting')} uid ${process.getuid()} bundler ${has('bundler')}`
            )).listen(process.env.PORT);
            """)
        .commit("First");

    assertThat(answer("node")).endsWith("hello uid 1000 bundler false");
  }

  @Test
  void filesThatAreServedAsTheyAre() throws IOException {
    Author.in(folder.resolve("static"))
        .write("index.html", "<h1>Front page</h1>")
        .write("about/index.html", "About us")
        .write("404.html", "Nothing here")
        .write(".secret", "not for you")
        .commit("First");

    LiveApp app = create("static");
    app.live(app.first());
    assertThat(app.ask()).contains("200 OK").contains("Front page");
    assertThat(app.ask("/about/")).contains("200 OK").endsWith("About us");
    assertThat(app.ask("/missing")).contains("404 Not Found").endsWith("Nothing here");
    assertThat(app.ask("/.secret")).contains("404 Not Found").doesNotContain("not for you");
    app.delete();
  }

  private String answer(String name) {
    LiveApp app = create(name);
    app.live(app.first());
    String answer = app.ask();
    app.delete();
    return answer;
  }

  private LiveApp create(String name) {
    return LiveApp.create(platform, ada, Map.of("name", name, "repo_url", git.url(name + "/.git")));
  }
}
