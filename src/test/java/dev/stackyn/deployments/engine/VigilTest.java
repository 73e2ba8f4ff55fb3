package dev.stackyn.deployments.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.Assignment.Earlier;
import dev.stackyn.deployments.engine.Vigil.Tolerance;
import dev.stackyn.deployments.engine.Vigil.Ward;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.engine.ports.Turnover;
import dev.stackyn.deployments.engine.ports.Turnover.Share;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VigilTest {
  private static final DeploymentId FRESH = new DeploymentId(2);
  private static final Tolerance TOLERANCE = new Tolerance(0.2, 20);

  @TempDir Path checkout;
  private FakeWorld world;
  private Vigil vigil;

  @BeforeEach
  void itHasTakenOver() throws IOException {
    Files.writeString(checkout.resolve("Dockerfile"), "FROM scratch");
    world = new FakeWorld(checkout);
    new DeployEngine(world.world())
        .deploy(
            new Assignment(
                FRESH,
                Shop.spec(),
                Earlier.NOTHING,
                true,
                world.journal(),
                world.turns(),
                line -> {}),
            new Stop());
    Backend backend = Objects.requireNonNull(world.routed.get(Shop.APP));
    vigil =
        new Vigil(
            world.world(),
            new Ward(
                Shop.spec(),
                FakeWorld.containerId(FRESH),
                backend,
                Optional.of(world.image(FRESH))),
            TOLERANCE);
  }

  @Test
  void whoDoesWellMayStay() {
    for (int i = 0; i < 10; i++) {
      assertThat(vigil.look()).isEmpty();
      pass(Duration.ofSeconds(2));
    }
  }

  @Test
  void whoEndsMayNot() {
    world.is(FRESH, new State.Ended(1, false, Instant.EPOCH));
    assertThat(vigil.look()).hasValue("The app ended with exit code 1.");
    world.is(FRESH, new State.Restarting(137, true));
    assertThat(vigil.look()).hasValue("The app needed more memory than it may use.");
    world.containers.clear();
    assertThat(vigil.look()).hasValue("The app's container was removed.");
  }

  @Test
  void whoIsStartedAgainBetweenTwoLooksMayNot() {
    assertThat(vigil.look()).isEmpty();
    world.runs(FRESH);
    assertThat(vigil.look()).hasValue("The app ended, and was started again.");
  }

  /** It crashed while it was not ready yet, and has been proven ready since. */
  @Test
  void whatWasBeforeTheFirstLookDoesNotCount() {
    world.runs(FRESH);
    assertThat(vigil.look()).isEmpty();
  }

  @Test
  void whoseOwnCheckFailsMayNot() {
    world.is(FRESH, new State.Running(Instant.EPOCH, Optional.of(false)));
    assertThat(vigil.look()).hasValue("The image's HEALTHCHECK fails.");
  }

  @Test
  void whoIsSilentForLongMayNot() {
    world.answersOn = Optional.empty();
    for (int i = 0; i < 2; i++) {
      assertThat(vigil.look()).isEmpty();
      pass(Duration.ofSeconds(1));
      assertThat(vigil.look()).isEmpty();
    }
    pass(Duration.ofSeconds(1));
    assertThat(vigil.look())
        .hasValue("The app does not answer as it should any more: the connection is refused.");
  }

  @Test
  void whoAnswersInBetweenMay() {
    for (int i = 0; i < 10; i++) {
      world.answersOn = i % 3 == 2 ? Optional.of(3_000) : Optional.empty();
      pass(Duration.ofSeconds(1));
      assertThat(vigil.look()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "19, 19, 100, 0, false", // too few to say so
    "20, 4, 100, 0, false", // within the margin
    "20, 5, 100, 0, true",
    "100, 60, 100, 50, false", // it was no better before
    "100, 71, 100, 50, true",
    "100, 100, 0, 0, false" // nobody knows how it was before
  })
  void whoAnswersWithMoreErrorsThanTheOneBeforeMayNot(
      long requests, long bad, long requestsBefore, long badBefore, boolean givesWay) {
    world.turnover =
        Optional.of(
            new Turnover(
                requests, 0, 1, new Share(requests, bad), new Share(requestsBefore, badBefore)));

    assertThat(vigil.look().isPresent()).isEqualTo(givesWay);
  }

  private void pass(Duration time) {
    world.rest(time, new Stop());
  }
}
