package dev.stackyn.deployments.adapters.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.domain.BuildQueue;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentStatus;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.BuildTurns.Turn;
import dev.stackyn.deployments.engine.ports.BuildTurns.Waiting;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.deployments.ports.InMemoryBuildTicketStore;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Stop;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.FixedRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deployments of two processes before the same engine, which bears one build. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TurnstileTest {
  private static final BuildHost.Facts TWO_CORES = new BuildHost.Facts("engine", 2, 8L << 30);

  private final Ids ids = new Ids(Clock.systemUTC(), new FixedRandom());
  private final InMemoryBuildTicketStore store = new InMemoryBuildTicketStore();
  private final AtomicReference<Optional<DeployFailure>> unready =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger resting = new AtomicInteger();
  private final List<Turnstile> opened = new ArrayList<>();
  private final Turnstile here = turnstile();
  private final Turnstile elsewhere = turnstile();

  private Turnstile turnstile() {
    Variables unset = new Variables(Map.of());
    Turnstile made =
        new Turnstile(
            new BuildQueue(store),
            _ -> new BuildTicket.Share(9, false),
            new Host(),
            BuildSettings.from(unset),
            JobsSettings.from(unset),
            ids);
    opened.add(made);
    return made;
  }

  @AfterEach
  void close() {
    opened.forEach(Turnstile::close);
  }

  private final class Host implements BuildHost {
    @Override
    public Facts facts() {
      return TWO_CORES;
    }

    @Override
    public void prepare() {
      unready
          .get()
          .ifPresent(failure -> {
            throw failure;
          });
    }
  }

  /** A deployment on its way to its build. */
  private final class Builder {
    final List<Waiting> told = new CopyOnWriteArrayList<>();
    final Stop stop = new Stop();
    final CompletableFuture<Turn> turn = new CompletableFuture<>();

    Builder(Turnstile turnstile, long id) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              turn.complete(turnstile.await(this::rest, deployment(id), told::add, stop));
            } catch (RuntimeException e) {
              turn.completeExceptionally(e);
            }
          });
    }

    private JobRun.Rest rest() {
      resting.incrementAndGet();
      return resting::decrementAndGet;
    }

    boolean builds() {
      return turn.isDone() && !turn.isCompletedExceptionally();
    }

    void waitsAt(int place) {
      Eventually.that(
          "it waits at " + place, () -> !told.isEmpty() && told.getLast().place() == place);
    }
  }

  @Test
  void whoNeedNotWaitHearsOfNothingAndKeepsItsHand() {
    Builder only = new Builder(here, 1);

    assertThat(only.turn.join().limits().time()).hasMinutes(15);
    assertThat(only.turn.join().limits().memory()).isEqualTo(4L << 30);
    assertThat(only.told).isEmpty();
    assertThat(resting).hasValue(0);
  }

  @Test
  void theNextOneBuildsWhenATurnIsGivenBackHereOrElsewhere() {
    Builder first = new Builder(here, 1);
    first.turn.join();
    Builder second = new Builder(elsewhere, 2);
    second.waitsAt(1);
    Builder third = new Builder(here, 3);
    third.waitsAt(2);
    assertThat(resting).hasValue(2);

    first.turn.join().close();
    second.turn.join();
    third.waitsAt(1);
    assertThat(third.told)
        .extracting(Waiting::reason)
        .containsOnly("a build runs, and no other may beside it");

    second.turn.join().close();
    third.turn.join();
    Eventually.that("nobody rests", () -> resting.get() == 0);
  }

  @Test
  void whoIsCalledOffLeavesTheLineAtOnce() {
    Builder first = new Builder(here, 1);
    first.turn.join();
    Builder second = new Builder(here, 2);
    second.waitsAt(1);
    Builder third = new Builder(here, 3);
    third.waitsAt(2);

    second.stop.ask("was cancelled");

    assertThatThrownBy(second.turn::join).hasCauseInstanceOf(Stop.Stopped.class);
    third.waitsAt(1);
    first.turn.join().close();
    third.turn.join();
  }

  @Test
  void whoFindsNoRoomOnTheDiskGivesItsTurnBack() {
    unready.set(Optional.of(new DeployFailure(DeployCode.DISK_LIMIT_EXCEEDED, "full")));
    Builder unlucky = new Builder(here, 1);
    assertThatThrownBy(unlucky.turn::join).hasRootCauseMessage("full");

    unready.set(Optional.empty());
    assertThat(new Builder(elsewhere, 2).turn.join()).isNotNull();
  }

  @Test
  void aTurnIsGivenBackOnce() {
    Builder first = new Builder(here, 1);
    first.turn.join().close();
    Builder second = new Builder(here, 2);
    second.turn.join();
    first.turn.join().close();

    Builder third = new Builder(elsewhere, 3);
    third.waitsAt(1);
    assertThat(third.builds()).isFalse();
  }

  private static Deployment deployment(long id) {
    return new Deployment(
        new DeploymentId(id),
        new AppId(new UUID(1, id)),
        new UserId(new UUID(2, 1)),
        Trigger.CREATE,
        DeploymentStatus.BUILDING,
        Optional.empty(),
        Optional.empty(),
        new Deployment.Made(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty()),
        Optional.empty(),
        new Deployment.Times(
            Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty()),
        Deployment.Service.NONE);
  }
}
