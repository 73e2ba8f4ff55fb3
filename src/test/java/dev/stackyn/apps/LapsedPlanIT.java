package dev.stackyn.apps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.NewJob;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A trial ends, and an app that answers goes off; its owner pays, and it answers again. */
@Tag("docker")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LapsedPlanIT {

  @Test
  void anAppGoesOffWithItsPlanAndComesBackWithIt() throws IOException {
    Path folder = Files.createTempDirectory("stackyn lapsed plan");
    try (GitWebServer git = GitWebServer.of(folder);
        TestPlatform platform = platform()) {
      NodeRepository.in(folder.resolve("shop"));
      Person ada = platform.signUp("ada@example.com");
      LiveApp app =
          LiveApp.create(platform, ada, Map.of("name", "Shop", "repo_url", git.url("shop/.git")));
      app.live(app.first());
      assertThat(
              platform.query(
                  "select rule from jobs.schedules where name = 'lapsed_plans' and next_at > now()"))
          .isEqualTo("*/2 * * * *");

      bill(ada, Map.of("billing_status", "trial", "trial_ends_at", "2020-01-01T00:00:00Z"));
      strikeTheClock(platform);

      Eventually.that("it is off", () -> app.ask().contains("APP_STOPPED"));
      assertThat(app.shown()).containsEntry("status", "disabled").containsEntry("url", "");
      Eventually.that("its container is gone", () -> app.traces().containers().isEmpty());
      ada.post(app.path("/start")).expect(402);

      bill(ada, Map.of("billing_status", "active"));
      strikeTheClock(platform);

      Eventually.that("it answers again", () -> app.ask().endsWith("one undefined"));
      Eventually.that("it is on", () -> "running".equals(app.shown().get("status")));
      app.delete();
    } finally {
      TestFolders.delete(folder);
    }
  }

  private static void bill(Person person, Map<String, String> change) {
    person.post("/api/v1/test/billing", change).expect(200);
  }

  /** Enqueues what the schedule would within two minutes. */
  private static void strikeTheClock(TestPlatform platform) {
    platform.bean(JobQueue.class).enqueue(NewJob.of("lapsed_plans", "{}"));
  }

  private static TestPlatform platform() {
    return TestPlatform.start(
            Map.of(
                "DOCKER_HOST", RealDocker.host().toString(),
                "STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8",
                "STACKYN_NETWORKS", "10.219.0.0/16",
                "STACKYN_WALL", "off",
                "STACKYN_BILLING", "on",
                "STACKYN_TEST_ENDPOINTS", "true",
                "STACKYN_REQUESTS_PER_SECOND", "1000"))
        .untilReady();
  }
}
