package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.ports.InstanceStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.NodeRepository;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two platforms on one engine, with apps of the same name whose deployments have the same numbers,
 * and with one range for their networks: neither touches what is the other's.
 */
@Tag("docker")
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TwoPlatformsIT {

  @Test
  void neitherTouchesWhatIsTheOthers() throws IOException {
    Path folder = Files.createTempDirectory("stackyn two platforms");
    try (GitWebServer git = GitWebServer.of(folder);
        TestPlatform left = platform();
        TestPlatform right = platform()) {
      NodeRepository source = NodeRepository.in(folder.resolve("shop"));
      assertThat(left.bean(InstanceStore.class).instance())
          .isNotEqualTo(right.bean(InstanceStore.class).instance());
      LiveApp mine = shop(left, git);
      Map<String, Object> first = mine.live(mine.first());
      List<String> tags = mine.traces().tags();

      LiveApp yours = shop(right, git);
      Map<String, Object> other = yours.live(yours.first());

      assertThat(other.get("id")).isEqualTo(first.get("id"));
      assertThat(mine.traces().tags()).isEqualTo(tags).hasSize(1);
      assertThat(yours.traces().tags()).hasSize(1).doesNotContainAnyElementsOf(tags);
      assertThat(mine.ask()).endsWith("one undefined");
      assertThat(yours.ask()).endsWith("one undefined");
      assertThat(containers(left, yours)).isEmpty();
      assertThat(containers(right, mine)).isEmpty();

      source.version("two");
      yours.live(yours.asked("/redeploy"));
      Eventually.that("the old one is gone", () -> yours.traces().containers().size() == 1);
      assertThat(mine.ask()).endsWith("one undefined");
      assertThat(yours.ask()).endsWith("two undefined");
      yours.live(yours.rolledBack(other));
      Snapshot before = Snapshot.of(mine);

      yours.delete();

      assertThat(Snapshot.of(mine)).isEqualTo(before);
      assertThat(mine.ask()).endsWith("one undefined");
      mine.live(mine.asked("/restart"));
      mine.delete();
    } finally {
      TestFolders.delete(folder);
    }
  }

  /** Everything that the engine has of an app. */
  private record Snapshot(
      List<String> containers, List<String> images, List<String> tags, List<String> networks) {
    static Snapshot of(LiveApp app) {
      return new Snapshot(
          app.traces().containers(),
          app.traces().images(),
          app.traces().tags(),
          app.traces().networks());
    }
  }

  /** What a platform finds of an app when it believes that it is one of its own. */
  private static List<ContainerView> containers(TestPlatform platform, LiveApp app) {
    return platform.bean(World.class).containers().list(AppId.parse(app.id()).orElseThrow());
  }

  private static LiveApp shop(TestPlatform platform, GitWebServer git) {
    Person ada = platform.signUp("ada@example.com");
    return LiveApp.create(platform, ada, Map.of("name", "Shop", "repo_url", git.url("shop/.git")));
  }

  private static TestPlatform platform() {
    return TestPlatform.start(
            Map.of(
                "DOCKER_HOST", RealDocker.host().toString(),
                "STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8",
                "STACKYN_NETWORKS", "10.218.0.0/16",
                "STACKYN_WALL", "off",
                "STACKYN_REQUESTS_PER_SECOND", "1000"))
        .untilReady();
  }
}
