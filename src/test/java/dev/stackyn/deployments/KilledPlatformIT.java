package dev.stackyn.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.Platform;
import dev.stackyn.Settings;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentLogs;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import dev.stackyn.testing.TestProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A worker is killed in the middle of a deployment, as by kill -9, and another one begins: the
 * deployment ends as if nothing had happened, and nothing is left of the first try.
 */
@Tag("docker")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class KilledPlatformIT {
  private static final Requester ME = new Requester(TestApp.OWNER, false);

  /** Each of these steps takes a while here, so that the kill meets it. */
  private static final List<Phase> STEPS = List.of(Phase.BUILD, Phase.READY, Phase.RETIRE);

  @Test
  void aDeploymentOutlivesItsWorkerAtEveryStep() throws Exception {
    Path folder = Files.createTempDirectory("stackyn killed");
    try (GitWebServer git = GitWebServer.of(folder);
        TestPlatform serving = TestPlatform.start(environment("api")).untilReady()) {
      TestApp app = new TestApp(git, folder);
      for (Phase step : STEPS) {
        String version = "killed-at-" + step;
        slowly(app, version);
        Deployment deployment = request(serving, app);
        killAt(serving, deployment, step);
        assertThat(current(serving, deployment).status()).isNotEqualTo(DeploymentStatus.FAILED);
        finish(serving, app, deployment);
        Eventually.that(
            "it answers",
            () -> app.ask(serving.platform().routerPort()).endsWith(version + " hello"));
      }
      remove(serving, app);
    } finally {
      TestFolders.delete(folder);
    }
  }

  private static void slowly(TestApp app, String version) throws IOException {
    app.source.dockerfile("RUN sh -c 'echo %s; sleep 2'".formatted(version));
    app.source.version(version, Duration.ofSeconds(2), Duration.ofSeconds(2));
  }

  private static Deployment request(TestPlatform platform, TestApp app) {
    return platform
        .bean(Deployments.class)
        .request(app.order(Trigger.REDEPLOY, Optional.of(List.of("sh", "-c", "sleep 2"))));
  }

  private void killAt(TestPlatform platform, Deployment deployment, Phase step)
      throws IOException, InterruptedException {
    Process worker = worker(platform);
    try {
      Eventually.that("a worker begins", () -> attempt(platform, deployment) == 1);
      Eventually.that(
          "it comes to " + step,
          () -> phase(current(platform, deployment)).filter(step::equals).isPresent());
    } finally {
      worker.destroyForcibly().waitFor();
    }
  }

  private void finish(TestPlatform platform, TestApp app, Deployment deployment)
      throws IOException, InterruptedException {
    Process worker = worker(platform);
    try {
      Eventually.that("another one takes over", () -> attempt(platform, deployment) > 1);
      Eventually.that(
          "it has ended, and alone is there",
          () ->
              !current(platform, deployment).status().isOpen()
                  && platform.bean(World.class).containers().list(app.id).size() == 1);
      assertThat(current(platform, deployment).status())
          .describedAs(
              platform.bean(DeploymentLogs.class).page(ME, deployment.id()).text().orElse(""))
          .isEqualTo(DeploymentStatus.RUNNING);
      assertThat(platform.bean(World.class).images().find(deployment.id())).isPresent();
    } finally {
      worker.destroyForcibly().waitFor();
    }
  }

  private void remove(TestPlatform platform, TestApp app) throws Exception {
    platform.bean(Deployments.class).remove(ME, app.id, TestApp.OWNER, true);
    Process worker = worker(platform);
    try {
      Eventually.that(
          "everything is gone",
          () ->
              platform.bean(Deployments.class).ofApp(app.id, 10).isEmpty()
                  && platform.bean(World.class).images().list(app.id).isEmpty());
    } finally {
      worker.destroyForcibly().waitFor();
    }
  }

  /** What served is the last step's state once it runs: the row keeps the step before. */
  private static Optional<Phase> phase(Deployment deployment) {
    return deployment.status() == DeploymentStatus.RUNNING
        ? Optional.of(Phase.RETIRE)
        : deployment.phase();
  }

  private static int attempt(TestPlatform platform, Deployment deployment) {
    return Integer.parseInt(
        platform.query(
            "select attempt from deployments.deployments where id = " + deployment.id()));
  }

  private static Deployment current(TestPlatform platform, Deployment deployment) {
    return platform.bean(Deployments.class).find(ME, deployment.id());
  }

  private static Map<String, String> environment(String role) {
    return Map.of(
        "STACKYN_ROLE",
        role,
        "DATABASE_URL",
        TestPostgres.url(TestPostgres.freshDatabase()),
        "DOCKER_HOST",
        RealDocker.host().toString(),
        "STACKYN_NETWORKS",
        "10.216.0.0/16",
        "STACKYN_JOB_LEASE",
        "3s");
  }

  private static Process worker(TestPlatform of) throws IOException {
    Map<String, String> variables = new HashMap<>(of.environment());
    variables.put("STACKYN_ROLE", "worker");
    variables.put("STACKYN_KEYS", of.home().resolve("keys").toString());
    variables.put("STACKYN_GIT_ALLOWED_HOSTS", "127.0.0.0/8");
    variables.put("STACKYN_WALL", "off");
    return TestProcess.start(
        Worker.class,
        variables.entrySet().stream()
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toArray(String[]::new));
  }

  /** A platform in a process of its own, until that is killed. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] variables) throws IOException, InterruptedException {
      Map<String, String> all = new HashMap<>();
      for (String variable : variables) {
        String[] parts = variable.split("=", 2);
        all.put(parts[0], parts[1]);
      }
      try (Platform _ = Platform.start(Settings.from(new Variables(all)))) {
        while (System.in.read() >= 0) {
          // Its parent's end is this one's.
        }
      }
    }
  }
}
