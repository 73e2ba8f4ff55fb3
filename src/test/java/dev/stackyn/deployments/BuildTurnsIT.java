package dev.stackyn.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentLogs;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.kernel.Requester;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Whole platforms on one engine that bears one build at a time. */
@Tag("docker")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildTurnsIT {
  private static final Requester ME = new Requester(TestApp.OWNER, false);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "DOCKER_HOST",
          RealDocker.host().toString(),
          "STACKYN_GIT_ALLOWED_HOSTS",
          "127.0.0.0/8",
          "STACKYN_NETWORKS",
          "10.217.0.0/16",
          "STACKYN_WALL",
          "off",
          "STACKYN_WORKERS",
          "2",
          "STACKYN_BUILDS",
          "1");

  private Path folder;
  private GitWebServer git;
  private TestPlatform platform;
  private final List<TestApp> apps = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    folder = Files.createTempDirectory("stackyn build turns");
    git = GitWebServer.of(folder);
    platform = TestPlatform.start(SETTINGS).untilReady();
  }

  @AfterAll
  void stop() throws IOException {
    platform.close();
    git.close();
    TestFolders.delete(folder);
  }

  @AfterEach
  void remove() {
    apps.forEach(app -> deployments().remove(ME, app.id, TestApp.OWNER, true));
    apps.forEach(app ->
        Eventually.that("everything is gone", () -> deployments().ofApp(app.id, 10).isEmpty()));
    apps.clear();
  }

  @Test
  void whoWaitsIsSeenToWaitAndCanBeCalledOffAndOthersGoOn() throws IOException {
    Deployment served = requested(app());
    Eventually.that("it serves", () -> status(served) == DeploymentStatus.RUNNING);
    TestApp slow = app();
    slow.source.dockerfile("RUN sh -c 'echo at work; sleep 120'");
    slow.source.version("slow");
    Deployment first = requested(slow);
    Eventually.that("it builds", () -> log(first).contains("at work"));
    Deployment second = requested(app());
    Eventually.that("it waits", () -> place(second) == 1);
    Deployment third = requested(app());
    Eventually.that("it waits too: two hands have three jobs", () -> place(third) == 2);
    assertThat(found(third).queued().orElseThrow().reason())
        .isEqualTo("a build runs, and no other may beside it");
    assertThat(platform.admin().get("/api/v1/deployments/" + third.id()).expect(200).json())
        .containsEntry("status", "building")
        .containsEntry("queue_position", 2)
        .containsEntry("waiting_reason", "a build runs, and no other may beside it");
    assertThat(platform.admin().get("/api/v1/deployments/" + first.id()).expect(200).json())
        .containsEntry("queue_position", null)
        .containsEntry("waiting_reason", null);
    assertThat(log(second))
        .contains("==> Waiting to build, at place 1: a build runs, and no other may beside it")
        .doesNotContain("==> Building");

    TestApp same = apps.getFirst();
    Deployment again = platform.bean(Deployments.class).rerun(same.order(Trigger.RESTART));
    Eventually.that(
        "what needs no build does not wait", () -> status(again) == DeploymentStatus.RUNNING);

    deployments().cancel(ME, second.id());
    Eventually.that("it is over", () -> status(second) == DeploymentStatus.CANCELLED);
    assertThat(found(second).queued()).isEmpty();
    Eventually.that("the next one moves up", () -> place(third) == 1);
    assertThat(status(first)).isEqualTo(DeploymentStatus.BUILDING);

    deployments().cancel(ME, first.id());
    Eventually.that("its turn comes", () -> status(third) == DeploymentStatus.RUNNING);
    assertThat(log(third)).contains("at place 2", "at place 1", "==> Building Dockerfile");
    assertThat(platform.query("select count(*) from deployments.build_tickets")).isEqualTo("0");
  }

  @Test
  void platformsOnOneDatabaseShareTheTurns() throws IOException {
    TestApp slow = app();
    slow.source.dockerfile("RUN sh -c 'echo at work; sleep 120'");
    slow.source.version("slow");
    Deployment first = requested(slow);
    Eventually.that("it builds", () -> log(first).contains("at work"));
    try (TestPlatform other = platform.another(SETTINGS).untilReady()) {
      List<Deployment> rest = List.of(requested(app()), requested(app()), requested(app()));
      Eventually.that("all wait", () -> rest.stream().mapToInt(this::place).sum() == 1 + 2 + 3);

      deployments().cancel(ME, first.id());

      rest.forEach(
          one -> Eventually.that("its turn comes", () -> status(one) == DeploymentStatus.RUNNING));
      assertThat(other.query("select count(*) from deployments.build_tickets")).isEqualTo("0");
    }
  }

  /** {@code ./stackyn bench load} does the same with more of them, and looks at the time. */
  @Test
  void manyThatAreAskedForAtOnceAllComeToServeOneAfterTheOther() throws Exception {
    Queue<TestApp> asked = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 6; i++) {
      asked.add(app());
    }
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Person admin = platform.admin();
    Thread visitor =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                admin.get("/api/v1/apps").expect(200);
                answers.incrementAndGet();
                most.accumulateAndGet(building(), Math::max);
              }
            });

    List<Deployment> deployments = AtOnce.times(6, () -> requested(asked.remove()));

    deployments.forEach(one -> Eventually.that("it has ended", () -> !status(one).isOpen()));
    over.set(true);
    visitor.join();
    assertThat(deployments)
        .allSatisfy(one -> assertThat(status(one)).isEqualTo(DeploymentStatus.RUNNING));
    assertThat(most).hasValue(1);
    assertThat(answers).hasPositiveValue();
  }

  private int building() {
    return Integer.parseInt(
        platform.query("select count(*) from deployments.build_tickets where building"));
  }

  private TestApp app() throws IOException {
    TestApp app = new TestApp(git, folder);
    apps.add(app);
    return app;
  }

  private Deployment requested(TestApp app) {
    return deployments().request(app.order(Trigger.CREATE));
  }

  private int place(Deployment deployment) {
    return found(deployment).queued().map(Deployment.Queued::place).orElse(0);
  }

  private DeploymentStatus status(Deployment deployment) {
    return found(deployment).status();
  }

  private Deployment found(Deployment deployment) {
    return deployments().find(ME, deployment.id());
  }

  private String log(Deployment deployment) {
    return platform.bean(DeploymentLogs.class).page(ME, deployment.id()).text().orElse("");
  }

  private Deployments deployments() {
    return platform.bean(Deployments.class);
  }
}
