package dev.stackyn.deployments.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.engine.Assignment.Earlier;
import dev.stackyn.deployments.engine.DeployOutcome.Cancelled;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.DeployOutcome.Live;
import dev.stackyn.deployments.engine.ports.BuildTurns;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Containers.Listening;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.engine.ports.Journal;
import dev.stackyn.deployments.engine.ports.Question;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployEngineTest {
  private static final AppId APP = new AppId(new UUID(0, 1));
  private static final DeploymentId OLD = new DeploymentId(1);
  private static final DeploymentId NEW = new DeploymentId(2);

  @TempDir Path checkout;
  private FakeWorld world;
  private final List<String> log = new ArrayList<>();
  private final Stop stop = new Stop();
  private final Set<DeploymentId> begun = new HashSet<>();
  private Optional<Integer> port = Optional.empty();
  private Optional<List<String>> prepare = Optional.empty();
  private boolean watched;
  private Freshness freshness = Freshness.REUSE;
  private Map<String, String> arguments = Map.of();
  private String secretsVersion = "";
  private Map<String, Secret> environment = Map.of("KEY", new Secret("value"));

  @BeforeEach
  void somethingServes() throws IOException {
    Files.writeString(checkout.resolve("Dockerfile"), "FROM scratch");
    world = new FakeWorld(checkout);
    assertThat(deploy(OLD)).isInstanceOf(Live.class);
    world.done.clear();
    world.head = "b".repeat(40);
    world.noted = Optional.empty();
    log.clear();
  }

  @Test
  void aDeploymentEndsWithTheNewVersionServingAndTheOldOneGone() {
    DeployOutcome outcome = deploy(NEW);

    assertThat(outcome).isInstanceOf(Live.class);
    assertThat(serving()).isEqualTo("10.0.0.2");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
    assertThat(world.done)
        .containsSubsequence(
            "enter FETCH",
            "begin groundwork",
            "fetch",
            "enter PLAN",
            "look for image",
            "take turn",
            "enter BUILD",
            "build",
            "give turn back",
            "close checkout",
            "end groundwork",
            "enter START",
            "start",
            "enter READY",
            "knock 3000",
            "enter SWITCH",
            "switch",
            "enter RETIRE",
            "drain",
            "remove container 1");
    assertThat(log).anyMatch(line -> line.contains("At bbbbbbb of main: First"));
  }

  @Test
  void whoWaitsToBuildSaysWhereItStandsAndWhy() {
    world.waits.add(new BuildTurns.Waiting(2, "1 build runs"));
    world.waits.add(new BuildTurns.Waiting(1, "1 build runs"));

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(log)
        .containsSubsequence(
            "==> Waiting to build, at place 2: 1 build runs",
            "==> Waiting to build, at place 1: 1 build runs",
            "==> Building Dockerfile");
    assertThat(world.requests).last().extracting("limits").isEqualTo(FakeWorld.LIMITS);
  }

  @Test
  void whoIsCalledOffWhileItWaitsBuildsNothing() {
    world.whileWaiting = () -> stop.ask("was cancelled");

    assertThat(deploy(NEW)).isEqualTo(new Cancelled(Phase.PLAN, "was cancelled"));

    assertThat(world.done).doesNotContain("take turn", "enter BUILD", "build");
    assertThatOnlyTheOldOneIsThere();
  }

  @Test
  void theTurnIsGivenBackWhateverBecomesOfTheBuild() {
    world.failing.put("build", new DeployFailure(DeployCode.BUILD_FAILED, "no"));

    assertThat(failure(deploy(NEW)).phase()).isEqualTo(Phase.BUILD);

    assertThat(world.done).containsSubsequence("take turn", "build", "give turn back");
  }

  @Test
  void whatNeedsNoBuildTakesNoTurn() {
    assertThat(deploy(NEW)).isInstanceOf(Live.class);
    world.done.clear();

    assertThat(deploy(new DeploymentId(3))).isInstanceOf(Live.class);

    assertThat(world.done).contains("look for image").doesNotContain("take turn");
  }

  @Test
  void whatDoesNotServeYetIsAnnouncedAndWhatServesIsNot() {
    deploy(NEW);
    assertThat(world.done).doesNotContain("announce");

    new Clearance(world.world()).stop(APP, Duration.ofSeconds(1));
    world.done.clear();
    assertThat(deploy(new DeploymentId(3))).isInstanceOf(Live.class);
    assertThat(world.done).startsWith("announce");
    assertThat(world.awaited).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"announce", "fetch", "build", "start", "switch"})
  void whatComesToNothingIsNotOnItsWayAnyMore(String step) {
    new Clearance(world.world()).stop(APP, Duration.ofSeconds(1));
    world.failing.put(step, new DeployFailure(DeployCode.BUILD_FAILED, "no"));

    assertThat(deploy(NEW)).isInstanceOf(Failed.class);

    assertThat(world.awaited).isEmpty();
    assertThat(world.routed).isEmpty();
  }

  @Test
  void itIsAskedSeveralTimesBeforeItCountsAsReady() {
    deploy(NEW);

    assertThat(world.done.stream().filter("knock 3000"::equals)).hasSize(3);
  }

  @Test
  void whoAskedForItSeesAtOnceThatItHasBegun() {
    world.failing.put("enter FETCH", new IllegalStateException("nothing works"));

    deploy(NEW);

    assertThat(log).first().isEqualTo("==> Deployment 2");
  }

  @Test
  void whatHasNotChangedIsNotBuiltAgain() {
    world.head = "a".repeat(40);

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(world.done).doesNotContain("enter BUILD", "build");
    assertThat(world.images).containsOnlyKeys(world.image(OLD).id());
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
    assertThat(log).anyMatch(line -> line.contains("the image that deployment 1 made"));
  }

  @Test
  void whatHasNotChangedIsBuiltAgainWhenThatIsWanted() {
    world.head = "a".repeat(40);
    freshness = Freshness.ANEW;

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(world.requests.getLast().freshness()).isEqualTo(Freshness.ANEW);
    assertThat(world.done).contains("build");
  }

  @Test
  void otherSettingsMakeAnotherImage() {
    world.head = "a".repeat(40);
    arguments = Map.of("VERSION", "2");

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(world.done).contains("build");
  }

  /** Each version: with another value, and without any again. */
  @Test
  void aChangedBuildVariableMakesAnotherImage() {
    world.head = "a".repeat(40);
    secretsVersion = "KEY@2026-01-02T03:04:05Z";
    assertThat(deploy(NEW)).isInstanceOf(Live.class);
    assertThat(world.requests.getLast().secrets()).containsOnlyKeys("KEY");
    assertThat(world.requests.getLast().logins()).containsOnlyKeys("ghcr.io");
    secretsVersion = "KEY@2026-01-02T03:04:06Z";
    assertThat(deploy(new DeploymentId(3))).isInstanceOf(Live.class);
    assertThat(deploy(new DeploymentId(4))).isInstanceOf(Live.class);
    secretsVersion = "";
    assertThat(deploy(new DeploymentId(5))).isInstanceOf(Live.class);

    assertThat(world.requests)
        .extracting(one -> one.deployment().value())
        .containsExactly(1L, 2L, 3L);
    assertThat(world.requests.stream().map(one -> one.arguments().get("STACKYN_BUILD_VARIABLES")))
        .doesNotHaveDuplicates()
        .allMatch(version -> version == null || version.matches("[0-9a-f]{64}"));
  }

  @Test
  void anImageThatAnotherDeploymentMadeSurvivesThisOnesFailure() {
    world.head = "a".repeat(40);
    world.answersOn = Optional.empty();

    assertThat(deploy(NEW)).isInstanceOf(Failed.class);

    assertThat(world.done).doesNotContain("remove image");
    assertThatOnlyTheOldOneIsThere();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "look for image",
        "note image",
        "start",
        "enter READY",
        "switch",
        "enter RETIRE",
        "remove container 1"
      })
  void whoeverComesAfterAKilledPlatformRunsTheUnchangedImage(String where) {
    world.head = "a".repeat(40);
    world.deadly.add(where);
    assertThatThrownBy(() -> deploy(NEW)).isInstanceOf(FakeWorld.Killed.class);
    world.deadly.clear();

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(world.done).doesNotContain("build", "remove image");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
  }

  @Test
  void whatWasNotedAndIsGoneIsBuiltAnew() {
    Optional<ImageId> gone = Optional.of(world.image(new DeploymentId(99)).id());

    assertThat(deploy(NEW, new Earlier(true, Optional.empty(), gone, Optional.empty())))
        .isInstanceOf(Live.class);

    assertThat(world.done).contains("build");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "build", "start", "switch"})
  void keepsTheOldVersionWhenAStepFails(String step) {
    world.failing.put(step, new DeployFailure(DeployCode.BUILD_FAILED, "no"));

    assertThat(deploy(NEW)).isInstanceOf(Failed.class);

    assertThatOnlyTheOldOneIsThere();
    assertThat(log).last().asString().contains("[BUILD_FAILED] no");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "build", "start", "switch"})
  void whatNobodyExpectedIsThePlatformsFault(String step) {
    world.failing.put(step, new IllegalStateException("secret detail"));

    assertThat(deploy(NEW))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.blame()).isEqualTo(Blame.PLATFORM);
              assertThat(failed.message()).doesNotContain("secret detail");
            });
    assertThatOnlyTheOldOneIsThere();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enter FETCH",
        "begin groundwork",
        "fetch",
        "note commit",
        "enter PLAN",
        "look for image",
        "enter BUILD",
        "build",
        "note image",
        "enter START",
        "start",
        "note container",
        "enter READY",
        "enter SWITCH",
        "switch",
        "enter RETIRE",
        "drain",
        "remove container 1"
      })
  void whoeverComesAfterAKilledPlatformGoesOn(String where) {
    world.deadly.add(where);
    assertThatThrownBy(() -> deploy(NEW)).isInstanceOf(FakeWorld.Killed.class);
    world.deadly.clear();

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(serving()).isEqualTo("10.0.0.2");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
    assertThat(world.done.stream().filter("build"::equals).count())
        .isLessThanOrEqualTo(where.equals("build") ? 2 : 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enter FETCH",
        "enter PLAN",
        "enter BUILD",
        "enter START",
        "enter READY",
        "enter SWITCH"
      })
  void whoHasBeenTakenOverLeavesEverythingAsItIs(String where) {
    world.failing.put(where, new Journal.TakenOver("attempt 2"));

    assertThatThrownBy(() -> deploy(NEW)).isInstanceOf(Journal.TakenOver.class);

    assertThat(world.done).doesNotContain("remove container 2", "remove image");
    assertThat(serving()).isEqualTo("10.0.0.1");
  }

  @Test
  void cancellingBeforeTheSwitchUndoesTheNewVersion() {
    world.answersOn = Optional.empty();
    world.whileResting = () -> stop.ask("was cancelled");

    assertThat(deploy(NEW)).isEqualTo(new Cancelled(Phase.READY, "was cancelled"));

    assertThatOnlyTheOldOneIsThere();
  }

  @Test
  void anAppThatCrashesIsToldWithItsExitCodeAndLastWords() {
    world.stateAfterStart = Optional.of(new State.Ended(3, false, Instant.EPOCH));

    assertThat(deploy(NEW))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(DeployCode.APP_CRASHED);
              assertThat(failed.message()).contains("exit code 3");
            });
    assertThat(log).contains("last words");
    assertThatOnlyTheOldOneIsThere();
  }

  @Test
  void anAppThatWasKilledForItsMemoryIsToldSo() {
    world.stateAfterStart = Optional.of(new State.Ended(137, true, Instant.EPOCH));

    assertThat(failure(deploy(NEW)).code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
  }

  @Test
  void anAppThatIsRestartedForItsMemoryIsToldSoAtOnce() {
    world.stateAfterStart = Optional.of(new State.Restarting(137, true));

    assertThat(failure(deploy(NEW)).code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
    assertThat(world.elapsed()).isLessThan(Duration.ofSeconds(60));
    assertThatOnlyTheOldOneIsThere();
  }

  @ParameterizedTest
  @CsvSource({"126, the command cannot be executed", "127, the command was not found"})
  void aCommandThatCannotBeRunIsNotWaitedFor(int exit, String words) {
    world.stateAfterStart = Optional.of(new State.Restarting(exit, false));

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.APP_CRASHED);
    assertThat(failed.message()).contains("exit code " + exit + " (" + words + ")");
    assertThat(world.elapsed()).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void anAppThatCrashesAgainAndAgainIsToldWithItsExitCode() {
    world.stateAfterStart = Optional.of(new State.Restarting(3, false));
    world.restarts = 3;

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.APP_CRASHED);
    assertThat(failed.message()).contains("again and again with exit code 3");
  }

  @Test
  void anAppThatIsStillBeingRestartedInTheEndHasCrashed() {
    world.stateAfterStart = Optional.of(new State.Restarting(3, false));
    world.listening = Set.of();
    world.answersOn = Optional.empty();

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.APP_CRASHED);
    assertThat(failed.message()).contains("ended with exit code 3");
    assertThat(log).contains("last words");
  }

  @Test
  void anAppMayCrashOnceAndAnswerThen() {
    world.stateAfterStart = Optional.of(new State.Restarting(3, false));
    world.answersOn = Optional.empty();
    world.whileResting =
        () -> {
          world.runs(NEW);
          world.answersOn = Optional.of(3_000);
        };

    assertThat(deploy(NEW)).isInstanceOf(Live.class);
  }

  @Test
  void anAppIsJudgedAsItsVisitorsWillSeeIt() {
    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(world.lastQuestion.flatMap(Question::host)).hasValue("shop.example.com");
  }

  @Test
  void aPortThatNobodyNamedIsFoundOut() {
    world.exposed.clear();
    world.listening = Set.of(new Listening(5_000, false));
    world.answersOn = Optional.of(5_000);

    assertThat(deploy(NEW))
        .isInstanceOfSatisfying(
            Live.class, live -> assertThat(live.backend().port()).isEqualTo(5_000));
    assertThat(log).anyMatch(line -> line.contains("listens on 5000, not 8080"));
  }

  @Test
  void aPortThatTheUserNamedIsNotReplacedByAnother() {
    port = Optional.of(8_080);
    world.answersOn = Optional.of(3_000);

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.PORT_MISMATCH);
    assertThat(failed.message()).contains("listens on 3000, not 8080");
    assertThatOnlyTheOldOneIsThere();
  }

  @Test
  void anAppThatListensForItselfAloneIsToldSo() {
    world.listening = Set.of(new Listening(3_000, true));
    world.answersOn = Optional.empty();

    assertThat(failure(deploy(NEW)).message()).contains("127.0.0.1:3000 only").contains("0.0.0.0");
  }

  @Test
  void anAppThatListensAndNeverAnswersIsNotReady() {
    world.answersOn = Optional.empty();

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.APP_NOT_READY);
    assertThat(failed.message()).contains("the connection is refused");
  }

  @Test
  void aReleaseCommandThatFailsComesBeforeAnythingElse() {
    prepare = Optional.of(List.of("migrate"));
    world.preparation = 1;

    assertThat(failure(deploy(NEW)).code()).isEqualTo(DeployCode.RELEASE_COMMAND_FAILED);
    assertThat(world.done).doesNotContain("start");
    assertThatOnlyTheOldOneIsThere();
  }

  @Test
  void aReleaseCommandWithoutAnEndIsEnded() {
    prepare = Optional.of(List.of("sleep", "infinity"));
    world.preparationTakes = Duration.ofMinutes(10);

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.RELEASE_COMMAND_TIMEOUT);
    assertThat(failed.blame()).isEqualTo(Blame.LIMIT);
    assertThat(failed.message()).contains("10 minutes");
    assertThat(world.done).doesNotContain("start");
    assertThatOnlyTheOldOneIsThere();
  }

  @Test
  void aReleaseCommandMayTakeItsTime() {
    prepare = Optional.of(List.of("migrate"));
    world.preparationTakes = Duration.ofMinutes(10).minusMillis(1);

    assertThat(deploy(NEW)).isInstanceOf(Live.class);
    assertThat(world.pendingAlarms()).isZero();
  }

  @Test
  void cancellingDuringTheReleaseCommandIsNoTimeout() {
    prepare = Optional.of(List.of("migrate"));
    world.preparationTakes = Duration.ofMinutes(1);
    world.duringPreparation = () -> stop.ask("was cancelled");

    assertThat(deploy(NEW)).isEqualTo(new Cancelled(Phase.PREPARE, "was cancelled"));
  }

  @Test
  void whatWasSwitchedToIsFinishedEvenIfItIsIllByNow() {
    world.deadly.add("enter RETIRE");
    assertThatThrownBy(() -> deploy(NEW)).isInstanceOf(FakeWorld.Killed.class);
    world.deadly.clear();
    world.answersOn = Optional.empty();

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(serving()).isEqualTo("10.0.0.2");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
  }

  @Test
  void whatWasTakenAwayIsBroughtBackWithoutBeingBuilt() {
    world.containers.clear();
    world.routed.clear();

    new DeployEngine(world.world())
        .keep(
            assignment(
                OLD,
                new Earlier(
                    true, Optional.empty(), Optional.of(world.image(OLD).id()), Optional.empty())),
            stop);

    assertThat(serving()).isEqualTo("10.0.0.1");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(OLD));
    assertThat(world.done).doesNotContain("fetch", "build", "prepare");
  }

  @Test
  void anAppThatIsStoppedOrRemovedLeavesNothingThatRuns() {
    new Clearance(world.world()).stop(APP, Duration.ofSeconds(1));
    assertThat(world.containers).isEmpty();
    assertThat(world.routed).isEmpty();
    assertThat(world.images).hasSize(1);

    Clearance clearance = new Clearance(world.world());
    clearance.remove(APP, Set.of(), true);
    clearance.remove(APP, Set.of(), true);
    assertThat(world.images).isEmpty();
  }

  @Test
  void aReleaseThatIsKeptIsNotBuiltAgain() {
    BuiltImage kept = world.image(OLD);

    DeployOutcome outcome =
        deploy(NEW, new Earlier(false, Optional.of(kept.id()), Optional.empty(), Optional.empty()));

    assertThat(outcome).isInstanceOf(Live.class);
    assertThat(world.done).doesNotContain("fetch", "build");
  }

  @Test
  void aReleaseThatIsNotKeptCannotComeBack() {
    BuiltImage gone = world.image(new DeploymentId(99));

    Failed failed =
        failure(
            deploy(
                NEW,
                new Earlier(false, Optional.of(gone.id()), Optional.empty(), Optional.empty())));

    assertThat(failed.code()).isEqualTo(DeployCode.RELEASE_GONE);
    assertThat(world.images).containsKey(world.image(OLD).id());
  }

  @Test
  void whatCannotBePlannedFailsWithTheReason() throws IOException {
    Files.delete(checkout.resolve("Dockerfile"));

    Failed failed = failure(deploy(NEW));

    assertThat(failed.code()).isEqualTo(DeployCode.DOCKERFILE_MISSING);
    assertThat(failed.phase()).isEqualTo(Phase.PLAN);
  }

  @Test
  void whatTheRepositorySaysOfItsCommandsIsDone() {
    world.hints =
        new Hints(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of("bin/migrate")));

    assertThat(deploy(NEW)).isInstanceOf(Live.class);
    assertThat(world.done).contains("prepare");
  }

  @Test
  void anOldVersionThatCannotBeRemovedDoesNotUndoTheNewOne() {
    world.failing.put(
        "remove container 1", new DeployFailure(DeployCode.ENGINE_UNAVAILABLE, "no answer"));

    assertThat(deploy(NEW)).isInstanceOf(Live.class);
    assertThat(serving()).isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enter RETIRE", "drain", "remove container 1"})
  void whatNobodyExpectedAfterTheSwitchDoesNotUndoIt(String where) {
    world.failing.put(where, new IllegalStateException("secret detail"));

    assertThat(deploy(NEW)).isInstanceOf(Live.class);

    assertThat(serving()).isEqualTo("10.0.0.2");
    assertThat(world.containers).containsKey(FakeWorld.containerId(NEW));
    assertThat(log).noneMatch(line -> line.contains("secret detail"));
  }

  /**
   * Whoever says it: the engine, the repository, a step of the build, the release command, a
   * reason.
   */
  @Test
  void nothingThatWasGivenInConfidenceIsTold() {
    environment = Map.of("PASSPHRASE", new Secret("x8Kq2LmZ9p"), "KEY", new Secret("value"));
    prepare = Optional.of(List.of("migrate", "--with", "x8Kq2LmZ9p"));
    world.says = "it is x8Kq2LmZ9p";
    world.failing.put(
        "start", new DeployFailure(DeployCode.APP_CRASHED, "It printed x8Kq2LmZ9p and ended."));

    Failed failed = failure(deploy(NEW));

    assertThat(failed.message()).isEqualTo("It printed [PASSPHRASE] and ended.");
    assertThat(log).noneMatch(line -> line.contains("x8Kq2LmZ9p"));
    assertThat(log).filteredOn("it is [PASSPHRASE]"::equals).hasSize(3);
    assertThat(log).contains("==> Preparing the release: migrate --with [PASSPHRASE]");
  }

  @Test
  void whatCannotBeUndoneDoesNotHideTheFailure() {
    world.answersOn = Optional.empty();
    world.failing.put("remove container 2", new IllegalStateException("secret detail"));

    assertThat(failure(deploy(NEW)).code()).isEqualTo(DeployCode.APP_NOT_READY);
    assertThat(log).last().asString().contains("left to the clean-up");
  }

  /** Once more, if it was begun before: then with what was noted until then. */
  private DeployOutcome deploy(DeploymentId id) {
    boolean again = !begun.add(id);
    return deploy(
        id, again ? new Earlier(true, Optional.empty(), world.noted, world.kept) : Earlier.NOTHING);
  }

  private DeployOutcome deploy(DeploymentId id, Earlier earlier) {
    return new DeployEngine(world.world()).deploy(assignment(id, earlier), stop);
  }

  private Assignment assignment(DeploymentId id, Earlier earlier) {
    return new Assignment(id, spec(), earlier, watched, world.journal(), world.turns(), log::add);
  }

  private DeploySpec spec() {
    return new DeploySpec(
        APP,
        "shop",
        new DeploySpec.SourceSpec(
            Repository.open(RepositoryUrl.parse("https://example.com/shop.git")), Optional.empty()),
        new DeploySpec.BuildSpec(
            Path.of(""),
            Optional.empty(),
            Optional.empty(),
            arguments,
            freshness,
            secretsVersion.isEmpty() ? Map.of() : Map.of("KEY", new Secret("value")),
            secretsVersion,
            Map.of("ghcr.io", new RegistryLogin("ada", new Secret("hers")))),
        new DeploySpec.RunSpec(
            environment,
            new DeploySpec.Commands(Optional.empty(), prepare),
            new DeploySpec.Health(port, Optional.empty(), 200, Duration.ofSeconds(60)),
            new Bounds(512 << 20, 1, 512, Duration.ofSeconds(10)),
            new DeploySpec.Surroundings(
                List.of("shop.example.com"), Map.of(), Restart.ALWAYS, 5, Privileges.NONE)));
  }

  private static Failed failure(DeployOutcome outcome) {
    assertThat(outcome).isInstanceOf(Failed.class);
    return (Failed) outcome;
  }

  private String serving() {
    return world.current(APP).orElseThrow().address();
  }

  private void assertThatOnlyTheOldOneIsThere() {
    assertThat(serving()).isEqualTo("10.0.0.1");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(OLD));
    assertThat(world.images).containsOnlyKeys(world.image(OLD).id());
  }
}
