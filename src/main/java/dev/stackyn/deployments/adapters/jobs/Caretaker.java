package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.DeploymentRuns;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.ContainerView.State;
import dev.stackyn.deployments.ports.DeploymentQueue;
import dev.stackyn.deployments.ports.RunStore.Serving;
import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobDesk;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.ProcessRole;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether what should serve does, and whether somebody is working on what is
 * open. It only looks: what is to be done becomes a job, so that it happens once, and after
 * whatever happens to the app now.
 */
@Singleton
final class Caretaker implements DatabaseArrival, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);
  private static final Duration ROUND = Duration.ofSeconds(5);

  /** What cannot be brought back is tried again after twice as many rounds each time. */
  private static final int MOST_DOUBLINGS = 6;

  private final ProcessRole role;
  private final Provider<Office> office;
  private final AtomicBoolean started = new AtomicBoolean();
  private final Map<AppId, Trouble> troubles = new HashMap<>();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deployments-look-after").factory());

  Caretaker(ProcessRole role, Provider<Office> office) {
    this.role = role;
    this.office = office;
  }

  /** What it works with. Made late: with it comes the engine. */
  @Singleton
  record Office(DeploymentRuns runs, DeploymentQueue queue, JobDesk jobs, Provider<World> world) {}

  /** For how many rounds an app is left alone, and how often it has been in trouble in a row. */
  private record Trouble(int times, int rest) {
    static final Trouble NONE = new Trouble(0, 0);

    Trouble again() {
      return new Trouble(times + 1, 1 << Math.min(times, MOST_DOUBLINGS));
    }

    Trouble later() {
      return new Trouble(times, rest - 1);
    }
  }

  @Override
  public void databaseArrived() {
    if (role.works() && started.compareAndSet(false, true)) {
      var _ =
          rounds.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    rounds.shutdownNow();
  }

  /** Never throws: it would be the last round. */
  void round() {
    try {
      closeStrays(office.get());
      keepServing(office.get());
    } catch (RuntimeException e) {
      LOG.warn("Apps cannot be looked after now: {}", e.getMessage());
      LOG.debug("Why", e);
    }
  }

  /** A deployment is never left open when its job is over: pages would wait for it for ever. */
  private static void closeStrays(Office office) {
    var open = office.runs().open();
    Map<JobId, Job> jobs =
        office.jobs().look(open.stream().flatMap(stray -> stray.job().stream()).toList()).stream()
            .collect(Collectors.toMap(Job::id, Function.identity()));
    for (var stray : open) {
      Optional<Job> job = stray.job().flatMap(id -> Optional.ofNullable(jobs.get(id)));
      if (job.isEmpty() || job.get().status().isTerminal()) {
        boolean cancelled = job.map(Job::status).equals(Optional.of(JobStatus.CANCELLED));
        office.runs().abandon(stray.id(), stray.job(), cancelled);
      }
    }
  }

  private void keepServing(Office office) {
    var serving = office.runs().serving();
    troubles.keySet().retainAll(serving.stream().map(Serving::app).collect(Collectors.toSet()));
    for (Serving one : serving) {
      Trouble trouble = troubles.getOrDefault(one.app(), Trouble.NONE);
      if (trouble.rest() > 0) {
        troubles.put(one.app(), trouble.later());
      } else if (isWell(office.world().get(), one)) {
        troubles.remove(one.app());
      } else {
        troubles.put(one.app(), trouble.again());
        office.queue().keepApp(one.app(), one.owner());
      }
    }
  }

  /** An app that crashes is started again by the engine: that takes its time, and is let be. */
  private static boolean isWell(World world, Serving serving) {
    Optional<ContainerView> container =
        serving.container().flatMap(id -> world.containers().look(new ContainerId(id)));
    return container.isPresent()
        && switch (container.get().state()) {
          case State.Running _ -> isRoutedTo(world, serving.app(), container.get());
          case State.Restarting _, State.Created _ -> true;
          case State.Ended _ -> false;
        };
  }

  private static boolean isRoutedTo(World world, AppId app, ContainerView container) {
    Optional<String> routed = world.routes().current(app).map(Backend::address);
    return Objects.equals(routed, container.address());
  }
}
