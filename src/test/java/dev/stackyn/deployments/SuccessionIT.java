package dev.stackyn.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.AppDeployments;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentLogs;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Browser;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.GitWebServer;
import dev.stackyn.testing.RealDocker;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Versions that take over and give way again, and apps that sleep: on a real engine. */
@Tag("docker")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SuccessionIT {
  private static final Requester ME = new Requester(TestApp.OWNER, false);
  private static Path folder;
  private static GitWebServer git;
  private static TestPlatform platform;

  private TestApp app;

  @BeforeAll
  static void start() throws IOException {
    folder = Files.createTempDirectory("stackyn succession");
    git = GitWebServer.of(folder);
    platform =
        TestPlatform.start(
                Map.of(
                    "DOCKER_HOST",
                    RealDocker.host().toString(),
                    "STACKYN_GIT_ALLOWED_HOSTS",
                    "127.0.0.0/8",
                    "STACKYN_NETWORKS",
                    "10.220.0.0/16",
                    "STACKYN_WALL",
                    "off",
                    "STACKYN_ROUTER_CONNECT_TIMEOUT",
                    "1s",
                    "STACKYN_WATCH_WINDOW",
                    "10m"))
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
                && world().containers().list(app.id).isEmpty());
  }

  @Test
  void aVersionThatCrashesWhileItIsWatchedGivesWayToTheOneBefore() throws Exception {
    Deployment first = live(Trigger.CREATE);
    app.source.program(
        "two",
        """
        const answer = (request, response) =>
          request.url === '/end' ? process.exit(3) : response.end('two ' + process.env.WORD);
        require('http').createServer(answer).listen(process.env.PORT);
        console.log('last words of two');
        """);
    AtomicBoolean over = new AtomicBoolean();
    Queue<String> answers = new ConcurrentLinkedQueue<>();
    Thread visitor = Thread.ofPlatform().start(() -> keepAsking(over, answers));
    try {
      Deployment second = live(Trigger.REDEPLOY);
      assertThat(second.service().watch().orElseThrow().before().deployment())
          .isEqualTo(first.id());
      assertThat(running()).hasSize(2);
      assertThat(answers).allMatch(answer -> answer.endsWith(" hello"));

      var _ = Browser.ask(router(), app.host(), "/end");
      Eventually.that("it gives way", () -> found(second).status() == DeploymentStatus.FAILED);

      answers.clear();
      // He asks one thing at a time: what he asked before the route went back is answered first.
      Eventually.that("what was under way is over", () -> !answers.isEmpty());
      answers.clear();
      Eventually.that("the one before answers", () -> answers.size() > 10);
      assertThat(answers).allMatch(answer -> answer.endsWith("one hello"));
      assertThat(found(second).problem().orElseThrow().code()).isEqualTo(DeployCode.ROLLED_BACK);
      assertThat(found(second).service().switched().orElseThrow().requests()).isPositive();
      assertThat(state().status()).isEqualTo(DeploymentStatus.RUNNING);
      assertThat(state().active().map(Deployment::id)).hasValue(first.id());
      Eventually.that(
          "only the one before is left",
          () ->
              running().stream()
                  .map(ContainerView::deployment)
                  .toList()
                  .equals(List.of(first.id())));
      assertThat(log(second))
          .contains("==> Went back: deployment %s serves again".formatted(first.id()));
      Eventually.that(
          "its last words are kept",
          () ->
              logs()
                  .page(ME, second.id())
                  .lastWords()
                  .filter(words -> words.contains("last words of two"))
                  .isPresent());
    } finally {
      over.set(true);
      visitor.join();
    }
  }

  @Test
  void whoeverAsksForAnotherVersionDoesNotWaitForTheWatchToEnd() throws Exception {
    live(Trigger.CREATE);
    app.source.version("two");
    Deployment second = live(Trigger.REDEPLOY);
    app.source.version("three");
    Deployment third = live(Trigger.REDEPLOY);

    assertThat(running())
        .extracting(ContainerView::deployment)
        .containsExactly(third.id(), second.id());
    assertThat(found(second).service().switched()).isPresent();
    assertThat(log(second)).contains("==> The version before is gone", "requests failed, longest");

    platform.sql(
        "update deployments.deployments set watched_until = now() where id = " + third.id());
    Eventually.that(
        "the version before goes when the time is over",
        () ->
            running().stream().map(ContainerView::deployment).toList().equals(List.of(third.id())));
    Eventually.that("it is counted", () -> found(third).service().switched().isPresent());
    assertThat(found(third).service().watch()).isEmpty();
    assertThat(deployments().stop(ME, app.id, TestApp.OWNER)).isTrue();
    Eventually.that("nothing is left", () -> world().containers().list(app.id).isEmpty());
  }

  @Test
  void anAppThatSleepsIsStartedOnceForAllWhoAskForIt() throws Exception {
    Deployment first = live(Trigger.CREATE);
    for (int i = 1; i <= 2; i++) {
      deployments().sleep(app.id, TestApp.OWNER);
      Eventually.that("it sleeps", () -> running().isEmpty());
      assertThat(found(first).service().asleep()).isTrue();
      assertThat(state().status()).isEqualTo(DeploymentStatus.RUNNING);

      List<String> answers = AtOnce.times(8, () -> Browser.ask(router(), app.host()));

      assertThat(answers).hasSize(8).allMatch(answer -> answer.endsWith("one hello"));
      Eventually.that("it is written down", () -> !found(first).service().asleep());
      assertThat(starts(first)).isEqualTo(i + 1);
    }
  }

  @Test
  void whatCannotBeWokenSaysSo() throws Exception {
    app.source.program(
        "one",
        """
        const fs = require('fs');
        if (fs.existsSync('/tmp/begun')) process.exit(4);
        fs.writeFileSync('/tmp/begun', '');
        require('http').createServer((request, response) => response.end('one')).listen(process.env.PORT);
        process.on('SIGTERM', () => process.exit(0));
        """);
    live(Trigger.CREATE);
    deployments().sleep(app.id, TestApp.OWNER);
    Eventually.that("it sleeps", () -> running().isEmpty());

    assertThat(Browser.ask(router(), app.host()))
        .contains("503", "APP_NOT_STARTED", "could not be started: APP_CRASHED");
  }

  private void keepAsking(AtomicBoolean over, Queue<String> answers) {
    while (!over.get()) {
      answers.add(Browser.ask(router(), app.host()));
    }
  }

  private long starts(Deployment deployment) {
    return world()
        .containers()
        .tail(new ContainerId(found(deployment).made().container().orElseThrow()), 100)
        .stream()
        .filter("listening"::equals)
        .count();
  }

  private List<ContainerView> running() {
    return world().containers().list(app.id).stream()
        .filter(container -> container.state() instanceof State.Running)
        .toList();
  }

  private Deployment live(Trigger trigger) {
    DeploymentId id = deployments().request(app.order(trigger)).id();
    Eventually.that("it has ended", () -> !deployments().find(ME, id).status().isOpen());
    Deployment ended = deployments().find(ME, id);
    assertThat(ended.status())
        .describedAs("%s %s", ended.problem(), log(ended))
        .isEqualTo(DeploymentStatus.RUNNING);
    return ended;
  }

  private Deployment found(Deployment deployment) {
    return deployments().find(ME, deployment.id());
  }

  private AppDeployments state() {
    return Optional.ofNullable(deployments().of(List.of(app.id)).get(app.id)).orElseThrow();
  }

  private static String log(Deployment deployment) {
    return logs().page(ME, deployment.id()).text().orElse("");
  }

  private static int router() {
    return platform.platform().routerPort();
  }

  private static Deployments deployments() {
    return platform.bean(Deployments.class);
  }

  private static DeploymentLogs logs() {
    return platform.bean(DeploymentLogs.class);
  }

  private static World world() {
    return platform.bean(World.class);
  }
}
