package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.BuildQueue;
import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.deployments.domain.BuildQueue.Terms;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.BuildShares;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.engine.ports.BuildTurns.Turn;
import dev.stackyn.deployments.engine.ports.BuildTurns.Waiting;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Stop;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where this process's deployments wait for their turn to build. One thread looks after all of
 * them: while somebody waits it looks twice a second, because others may have left elsewhere; here,
 * whoever leaves calls it at once.
 */
@Singleton
final class Turnstile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Turnstile.class);
  private static final Duration LOOK_AROUND = Duration.ofMillis(500);

  private final BuildQueue queue;
  private final BuildShares shares;
  private final BuildHost host;
  private final BuildSettings settings;
  private final Ids ids;
  private final Duration lease;

  /** Who has left must not be said to be here still. */
  private final Lock talking = new ReentrantLock();

  private final Map<UUID, Place> places = new ConcurrentHashMap<>();
  private final Semaphore calls = new Semaphore(0);
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean closing;
  private String said = "";

  Turnstile(
      BuildQueue queue,
      BuildShares shares,
      BuildHost host,
      BuildSettings settings,
      JobsSettings jobs,
      Ids ids) {
    this.queue = queue;
    this.shares = shares;
    this.host = host;
    this.settings = settings;
    this.lease = jobs.lease();
    this.ids = ids;
  }

  /** As {@link dev.stackyn.deployments.engine.ports.BuildTurns#await}; who waits lends its hand. */
  Turn await(
      Supplier<JobRun.Rest> rests, Deployment deployment, Consumer<Waiting> told, Stop stop) {
    stop.check();
    BuildHost.Facts facts = host.facts();
    Place place =
        new Place(
            new BuildTicket(
                deployment.id(),
                deployment.owner(),
                ids.next(),
                false,
                shares.of(deployment.owner())));
    try {
      place.standsAt(queue.enter(terms(facts), place.ticket()));
      places.put(place.ticket().holder(), place);
      lookAfter();
      if (!place.isGranted()) {
        try (JobRun.Rest _ = rests.get()) {
          place.await(told, stop);
        }
      }
      host.prepare();
      return new Taken(place, settings.limits(facts));
    } catch (RuntimeException e) {
      leave(place);
      throw e;
    }
  }

  @Override
  @PreDestroy
  public void close() {
    closing = true;
    calls.release();
  }

  private Terms terms(BuildHost.Facts facts) {
    return new Terms(facts.id(), settings.atOnce(facts), lease);
  }

  /** Builds until it is closed. */
  private final class Taken implements Turn {
    private final Place place;
    private final BuildLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();

    Taken(Place place, BuildLimits limits) {
      this.place = place;
      this.limits = limits;
    }

    @Override
    public BuildLimits limits() {
      return limits;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        leave(place);
      }
    }
  }

  /** If the database does not hear of it, it will find out when the ticket lapses. */
  private void leave(Place place) {
    talking.lock();
    try {
      places.remove(place.ticket().holder());
      queue.leave(place.ticket());
    } catch (RuntimeException e) {
      LOG.warn("A turn to build is given back when it lapses: {}", e.getMessage());
    } finally {
      talking.unlock();
    }
    calls.release();
  }

  private void lookAfter() {
    if (started.compareAndSet(false, true)) {
      Thread.ofPlatform().name("build-turns").daemon().start(this::keepLooking);
    }
    calls.release();
  }

  private void keepLooking() {
    long looked = System.nanoTime();
    while (!closing) {
      try {
        long rest = looked + pace().toNanos() - System.nanoTime();
        boolean called = calls.tryAcquire(rest, TimeUnit.NANOSECONDS);
        calls.drainPermits();
        if (!called || somebodyWaits()) {
          looked = System.nanoTime();
          look();
          said = "";
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        complain(String.valueOf(e.getMessage()), e);
      }
    }
  }

  /** Once, not at every look. */
  private void complain(String why, RuntimeException e) {
    if (!why.equals(said)) {
      LOG.warn("Nobody's turn to build can come now: {}", why);
      LOG.debug("Why", e);
    }
    said = why;
  }

  /** Those who build only have to say now and then that they still do. */
  private Duration pace() {
    return somebodyWaits() ? LOOK_AROUND : lease.dividedBy(3);
  }

  private boolean somebodyWaits() {
    return places.values().stream().anyMatch(place -> !place.isGranted());
  }

  private void look() {
    talking.lock();
    try {
      Map<UUID, Place> mine = Map.copyOf(places);
      if (!mine.isEmpty()) {
        List<BuildTicket> tickets = mine.values().stream().map(Place::present).toList();
        Map<UUID, Standing> standings = queue.look(terms(host.facts()), tickets);
        mine.forEach((holder, place) -> place.standsAt(standings.get(holder)));
      }
    } finally {
      talking.unlock();
    }
  }
}
