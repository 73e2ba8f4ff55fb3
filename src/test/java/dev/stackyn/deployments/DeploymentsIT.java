package dev.stackyn.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.domain.AppDeployments;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentLogs;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.LiveCheck;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a repository behind HTTP to an app behind the router, and back: a whole platform. */
@Tag("docker")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DeploymentsIT {
  private static final Requester ME = new Requester(TestApp.OWNER, false);
  private static Path folder;
  private static GitWebServer git;
  private static TestPlatform platform;

  private TestApp app;

  @BeforeAll
  static void start() throws IOException {
    folder = Files.createTempDirectory("stackyn deployments");
    git = GitWebServer.of(folder);
    platform =
        TestPlatform.start(
                Map.of(
                    "DOCKER_HOST",
                    RealDocker.host().toString(),
                    "STACKYN_GIT_ALLOWED_HOSTS",
                    "127.0.0.0/8",
                    "STACKYN_NETWORKS",
                    "10.215.0.0/16",
                    "STACKYN_WALL",
                    "off"))
            .untilReady();
  }

  @AfterAll
  static void stop() throws IOException {
    platform.close();
    git.close();
    TestFolders.delete(folder);
  }

  @BeforeEach
  void write() throws IOException {
    app = new TestApp(git, folder);
  }

  @AfterEach
  void remove() {
    deployments().remove(ME, app.id, TestApp.OWNER, true);
    Eventually.that(
        "everything is gone",
        () ->
            deployments().ofApp(app.id, 10).isEmpty()
                && world().containers().list(app.id).isEmpty()
                && world().images().list(app.id).isEmpty());
    assertThat(ask()).contains("404");
  }

  @Test
  void anAppIsBuiltSwitchedWentBackToStoppedAndStarted() throws Exception {
    Deployment first = live(deployments().request(app.order(Trigger.CREATE)));
    assertThat(ask()).contains("200 OK").endsWith("one hello");
    assertThat(first.made().commit().orElseThrow().message()).isEqualTo("Version one");
    assertThat(log(first))
        .startsWith("==> Deployment %s\n==> Fetching %s".formatted(first.id(), app.repository()))
        .contains("==> Building Dockerfile", "==> Live: " + app.host());

    app.source.version("two");
    Deployment second =
        withoutALoss(() -> live(deployments().request(app.order(Trigger.REDEPLOY))));
    assertThat(ask()).endsWith("two hello");
    assertThat(deployments().find(ME, first.id()).status()).isEqualTo(DeploymentStatus.STOPPED);
    Eventually.that("one container is left", () -> world().containers().list(app.id).size() == 1);

    Deployment back =
        withoutALoss(() -> live(deployments().rollBack(ME, app.id, first.id(), Privileges.NONE)));
    assertThat(ask()).endsWith("one hello");
    assertThat(log(back)).doesNotContain("Fetching");
    assertThat(back.made().imageName()).isEqualTo(first.made().imageName());
    assertThat(deployments().releases(app.id)).extracting(Deployment::id).contains(second.id());
    assertThat(check().check(app.id).isWell()).isTrue();

    assertThat(deployments().stop(ME, app.id, TestApp.OWNER)).isTrue();
    assertThat(state().status()).isEqualTo(DeploymentStatus.STOPPED);
    Eventually.that("it is stopped", () -> ask().contains("503"));
    Eventually.that("no container is left", () -> world().containers().list(app.id).isEmpty());
    assertThat(check().check(app.id).running()).isFalse();

    live(deployments().rerun(app.order(Trigger.START)));
    assertThat(ask()).endsWith("one hello");
  }

  @Test
  void aBuildThatFailsLeavesTheOldVersionServing() throws IOException {
    live(deployments().request(app.order(Trigger.CREATE)));
    app.source.dockerfile("RUN sh -c 'echo no such thing; exit 3'");
    app.source.version("one");
    Deployment broken = ended(deployments().request(app.order(Trigger.REDEPLOY)));

    assertThat(broken.status()).isEqualTo(DeploymentStatus.FAILED);
    assertThat(broken.problem().orElseThrow().code()).isEqualTo(DeployCode.BUILD_FAILED);
    assertThat(log(broken)).contains("no such thing", "==> Failed: [BUILD_FAILED]");
    assertThat(ask()).endsWith("one hello");
    assertThat(state().status()).isEqualTo(DeploymentStatus.RUNNING);
    assertThatThrownBy(() -> deployments().rollBack(ME, app.id, broken.id(), Privileges.NONE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("it never served");
  }

  @Test
  void whatIsBeingBuiltIsCancelledAndNothingIsLeftOfIt() throws IOException {
    app.source.dockerfile("RUN sh -c 'echo waiting; sleep 120'");
    app.source.version("one");
    Deployment waiting = deployments().request(app.order(Trigger.CREATE));
    Eventually.that("it builds", () -> log(waiting).contains("waiting"));
    assertThat(logs().runtime(deployments().find(ME, waiting.id()))).isEmpty();
    Deployment next = deployments().request(app.order(Trigger.REDEPLOY));
    Deployment newest = deployments().request(app.order(Trigger.REDEPLOY));
    assertThat(deployments().find(ME, next.id()).status()).isEqualTo(DeploymentStatus.CANCELLED);
    deployments().cancel(ME, newest.id());
    assertThat(deployments().find(ME, newest.id()).status()).isEqualTo(DeploymentStatus.CANCELLED);

    deployments().cancel(ME, waiting.id());
    assertThat(ended(waiting).status()).isEqualTo(DeploymentStatus.CANCELLED);
    assertThat(log(waiting)).contains("==> Cancelled: was cancelled");
    assertThat(world().images().list(app.id)).isEmpty();
    assertThatThrownBy(() -> deployments().cancel(ME, waiting.id()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("there is nothing to cancel");
  }

  @Test
  void whatHasNotChangedRunsAgainWithoutABuild() {
    Deployment first = live(deployments().request(app.order(Trigger.CREATE)));
    Deployment second = live(deployments().request(app.order(Trigger.REDEPLOY)));
    assertThat(log(second))
        .contains("==> Nothing to build: using the image that deployment %s".formatted(first.id()))
        .doesNotContain("==> Building");
    assertThat(second.made().image()).isEqualTo(first.made().image());
    assertThat(world().images().list(app.id).getFirst().names())
        .contains(second.made().imageName().orElseThrow());

    world()
        .containers()
        .remove(new ContainerId(second.made().container().orElseThrow()), Duration.ZERO);
    Eventually.that("it is brought back", () -> log(second).contains("bringing it back"));
    Eventually.that("it serves again", () -> ask().endsWith("one hello"));
    assertThat(log(second)).doesNotContain("==> Building");
  }

  @Test
  void whatWaitsForItsNextTryGivesWayToWhatIsNewer() {
    Deployment unlucky = deployments().request(app.orderFromNowhere());
    Eventually.that("it waits", () -> log(unlucky).contains("==> Failed: [REPO_UNREACHABLE]"));
    assertThat(deployments().find(ME, unlucky.id()).status().isOpen()).isTrue();

    live(deployments().request(app.order(Trigger.REDEPLOY)));

    assertThat(ended(unlucky).status()).isEqualTo(DeploymentStatus.CANCELLED);
  }

  @Test
  void whatSomebodyElseTookAwayIsBroughtBack() {
    Deployment first = live(deployments().request(app.order(Trigger.CREATE)));
    ContainerId container = new ContainerId(first.made().container().orElseThrow());
    world().containers().remove(container, Duration.ZERO);
    Eventually.that("it serves again", () -> ask().endsWith("one hello"));
    assertThat(log(first)).contains("==> The app does not run as it should: bringing it back");
    assertThat(state().status()).isEqualTo(DeploymentStatus.RUNNING);
  }

  @Test
  void whatItPrintsIsReadWithItsLog() {
    Deployment first = live(deployments().request(app.order(Trigger.CREATE)));
    Eventually.that(
        "it is read",
        () -> logs().runtime(deployments().find(ME, first.id())).equals(Optional.of("listening")));
  }

  /** Asks all the time while something happens, and each answer has to be one of the app's. */
  private <T> T withoutALoss(Callable<T> change) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    List<String> wrong = new ArrayList<>();
    List<String> right = new ArrayList<>();
    Thread client =
        Thread.ofPlatform()
            .start(() -> {
              while (!over.get()) {
                String answer = ask();
                (answer.endsWith(" hello") ? right : wrong).add(answer);
              }
            });
    try {
      return change.call();
    } finally {
      over.set(true);
      client.join();
      assertThat(wrong).isEmpty();
      assertThat(right).isNotEmpty();
    }
  }

  private Deployment live(Deployment deployment) {
    Deployment ended = ended(deployment);
    assertThat(ended.status())
        .describedAs(
            "%s %s %s",
            ended.problem(),
            log(ended),
            platform.query("select string_agg(kind || error, chr(10)) from jobs.jobs"))
        .isEqualTo(DeploymentStatus.RUNNING);
    return ended;
  }

  private static Deployment ended(Deployment deployment) {
    DeploymentId id = deployment.id();
    Eventually.that("it has ended", () -> !deployments().find(ME, id).status().isOpen());
    return deployments().find(ME, id);
  }

  private String ask() {
    return app.ask(platform.platform().routerPort());
  }

  private AppDeployments state() {
    return deployments().of(Set.of(app.id)).getOrDefault(app.id, AppDeployments.NONE);
  }

  private static String log(Deployment deployment) {
    return logs().page(ME, deployment.id()).text().orElse("");
  }

  private static Deployments deployments() {
    return platform.bean(Deployments.class);
  }

  private static DeploymentLogs logs() {
    return platform.bean(DeploymentLogs.class);
  }

  private static LiveCheck check() {
    return platform.bean(LiveCheck.class);
  }

  private static World world() {
    return platform.bean(World.class);
  }
}
