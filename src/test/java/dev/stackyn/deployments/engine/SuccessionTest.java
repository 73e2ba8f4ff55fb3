package dev.stackyn.deployments.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.engine.Assignment.Earlier;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.DeployOutcome.Live;
import dev.stackyn.deployments.engine.ports.Absence;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.deployments.engine.ports.Turnover.Share;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the version before, and of an app that nobody asks for. */
class SuccessionTest {
  private static final DeploymentId OLD = new DeploymentId(1);
  private static final DeploymentId NEW = new DeploymentId(2);
  private static final Kept KEPT = new Kept(OLD, 3_000);

  @TempDir Path checkout;
  private FakeWorld world;
  private final List<String> log = new ArrayList<>();

  @BeforeEach
  void somethingServes() throws IOException {
    Files.writeString(checkout.resolve("Dockerfile"), "FROM scratch");
    world = new FakeWorld(checkout);
    assertThat(deploy(OLD, Earlier.NOTHING)).isInstanceOf(Live.class);
    world.done.clear();
    world.kept = Optional.empty();
    log.clear();
    world.head = "b".repeat(40);
  }

  @Test
  void aFirstVersionHasNobodyToKeepAndIsComparedWithNobody() {
    world.containers.clear();
    world.routed.clear();

    assertThat(deploy(NEW, Earlier.NOTHING)).isInstanceOf(Live.class);

    assertThat(world.kept).isEmpty();
    assertThat(world.done).doesNotContain("note counts");
  }

  @Test
  void theVersionBeforeStaysBesideTheOneThatHasTakenOver() {
    assertThat(deploy(NEW, Earlier.NOTHING)).isInstanceOf(Live.class);

    assertThat(serving()).isEqualTo("10.0.0.2");
    assertThat(world.containers)
        .containsOnlyKeys(FakeWorld.containerId(OLD), FakeWorld.containerId(NEW));
    assertThat(world.kept).hasValue(KEPT);
    assertThat(world.done)
        .containsSubsequence("switch", "keep 1", "enter RETIRE")
        .doesNotContain("note counts");
    assertThat(log).last().asString().contains("Watching it: deployment 1 is kept");
  }

  @Test
  void onlyTheOneBeforeStays() {
    deploy(NEW, Earlier.NOTHING);
    DeploymentId newest = new DeploymentId(3);

    assertThat(deploy(newest, Earlier.NOTHING)).isInstanceOf(Live.class);

    assertThat(world.containers)
        .containsOnlyKeys(FakeWorld.containerId(NEW), FakeWorld.containerId(newest));
  }

  @Test
  void whatDidNotRunIsNotKept() {
    ends(OLD);

    assertThat(deploy(NEW, Earlier.NOTHING)).isInstanceOf(Live.class);

    assertThat(world.kept).isEmpty();
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
  }

  /** Whoever goes on with it knows who is kept, and lets it be. */
  @Test
  void aPlatformThatDiesAfterTheSwitchStillKeepsTheOneBefore() {
    world.deadly.add("enter RETIRE");
    assertThatThrownBy(() -> deploy(NEW, Earlier.NOTHING)).isInstanceOf(FakeWorld.Killed.class);
    world.deadly.clear();

    assertThat(deploy(NEW, begun(Optional.of(KEPT)))).isInstanceOf(Live.class);

    assertThat(world.containers)
        .containsOnlyKeys(FakeWorld.containerId(OLD), FakeWorld.containerId(NEW));
  }

  @Test
  void whenItHasProvenItselfTheOneBeforeGoesAndTheSwitchIsCounted() {
    deploy(NEW, Earlier.NOTHING);
    counted(new Turnover(1_240, 0, 31, new Share(1_000, 0), new Share(9, 0)));

    engine().finish(assignment(NEW, false, begun(Optional.empty())));

    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(NEW));
    assertThat(world.done).containsSubsequence("drain", "remove container 1", "note counts");
    assertThat(log).contains("==> 0 of 1,240 requests failed, longest wait 31 ms");
  }

  @Test
  void whatIsNotWatchedIsCountedAsSoonAsTheOneBeforeHasGone() {
    engine().deploy(assignment(NEW, false, Earlier.NOTHING), new Stop());

    assertThat(world.done).containsSubsequence("remove container 1", "note counts");
    assertThat(log).contains("==> 0 of 0 requests failed, longest wait 0 ms");
  }

  @Test
  void whatNobodyHasCountedIsNotTold() {
    world.turnover = Optional.empty();

    engine().deploy(assignment(NEW, false, Earlier.NOTHING), new Stop());

    assertThat(world.done).doesNotContain("note counts");
  }

  @Test
  void theOneBeforeServesAgainBeforeAnythingElseHappens() {
    deploy(NEW, Earlier.NOTHING);
    world.done.clear();
    counted(new Turnover(10, 3, 900, new Share(9, 3), new Share(1, 0)));

    Optional<Failed> failed = goBack("The app ended with exit code 1.");

    assertThat(failed)
        .hasValue(
            new Failed(Phase.RETIRE, DeployCode.ROLLED_BACK, "The app ended with exit code 1."));
    assertThat(serving()).isEqualTo("10.0.0.1");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(OLD));
    assertThat(world.images).containsOnlyKeys(world.image(OLD).id());
    assertThat(world.done)
        .containsExactly(
            "knock 3000",
            "switch",
            "note counts",
            "go back to 1",
            "remove container 2",
            "remove image");
    assertThat(log)
        .containsSubsequence(
            "==> Went back: deployment 1 serves again",
            "==> 3 of 10 requests failed, longest wait 900 ms",
            "==> Failed: [ROLLED_BACK] The app ended with exit code 1.");
  }

  @Test
  void goingBackCanBeDoneAgain() {
    deploy(NEW, Earlier.NOTHING);
    world.deadly.add("go back to 1");
    assertThatThrownBy(() -> goBack("It ended.")).isInstanceOf(FakeWorld.Killed.class);
    world.deadly.clear();

    assertThat(goBack("It ended.")).isPresent();

    assertThat(serving()).isEqualTo("10.0.0.1");
    assertThat(world.containers).containsOnlyKeys(FakeWorld.containerId(OLD));
  }

  @Test
  void nobodyGoesBackToWhatDoesNotRunOrDoesNotAnswer() {
    deploy(NEW, Earlier.NOTHING);
    world.answersOn = Optional.empty();
    assertThat(goBack("It ended.")).isEmpty();
    world.answersOn = Optional.of(3_000);
    ends(OLD);
    assertThat(goBack("It ended.")).isEmpty();

    assertThat(serving()).isEqualTo("10.0.0.2");
    assertThat(world.containers).containsKey(FakeWorld.containerId(NEW));
    assertThat(log).last().asString().contains("The version before is not there any more");
  }

  @Test
  void whatSleepsIsStoppedAfterItsHostsSaySoAndNothingIsRemoved() {
    assertThat(new Clearance(world.world()).rest(Shop.spec())).isTrue();

    assertThat(world.done)
        .containsExactly("withdraw " + Absence.ASLEEP, "drain", "rest container 1");
    assertThat(world.containers).containsKey(FakeWorld.containerId(OLD));
  }

  @Test
  void whoIsVisitedInTheLastMomentDoesNotFallAsleep() {
    world.busy.add("10.0.0.1");

    assertThat(new Clearance(world.world()).rest(Shop.spec())).isFalse();

    assertThat(serving()).isEqualTo("10.0.0.1");
    assertThat(world.done).doesNotContain("rest container 1");
  }

  @Test
  void whatIsWokenIsRoutedToWhenItAnswers() {
    new Clearance(world.world()).rest(Shop.spec());
    world.done.clear();

    engine().wake(assignment(OLD, false, begun(Optional.empty())), new Stop());

    assertThat(serving()).isEqualTo("10.0.0.1");
    assertThat(world.done).containsSubsequence("start", "knock 3000", "switch");
    assertThat(world.done).doesNotContain("fetch", "build", "note counts");
    assertThat(log).contains("==> Waking up: somebody asks for it");
  }

  @Test
  void whatCannotBeWokenIsSaidToBeBrokenAndStandsStill() {
    new Clearance(world.world()).rest(Shop.spec());
    world.answersOn = Optional.empty();
    assertThatThrownBy(
            () -> engine().wake(assignment(OLD, false, begun(Optional.empty())), new Stop()))
        .isInstanceOf(DeployFailure.class);
    world.done.clear();

    new Clearance(world.world()).giveUp(Shop.spec(), DeployCode.APP_NOT_READY);

    assertThat(world.done)
        .containsExactly(
            "withdraw " + new Absence.Broken(DeployCode.APP_NOT_READY), "rest container 1");
  }

  private void counted(Turnover turnover) {
    world.turnover = Optional.of(turnover);
  }

  private void ends(DeploymentId deployment) {
    world.is(deployment, new State.Ended(1, false, Instant.EPOCH));
  }

  private Optional<Failed> goBack(String why) {
    return engine().goBack(assignment(NEW, false, begun(Optional.of(KEPT))), why);
  }

  private Earlier begun(Optional<Kept> kept) {
    return new Earlier(true, Optional.empty(), Optional.empty(), kept);
  }

  private DeployOutcome deploy(DeploymentId id, Earlier earlier) {
    return engine().deploy(assignment(id, true, earlier), new Stop());
  }

  private DeployEngine engine() {
    return new DeployEngine(world.world());
  }

  private Assignment assignment(DeploymentId id, boolean watched, Earlier earlier) {
    return new Assignment(
        id, Shop.spec(), earlier, watched, world.journal(), world.turns(), log::add);
  }

  private String serving() {
    return Optional.ofNullable(world.routed.get(Shop.APP)).map(Backend::address).orElse("nobody");
  }
}
