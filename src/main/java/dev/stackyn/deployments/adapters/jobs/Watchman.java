package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.Upkeep;
import dev.stackyn.deployments.domain.WatchSettings;
import dev.stackyn.deployments.engine.Vigil;
import dev.stackyn.deployments.engine.World;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.deployments.ports.UpkeepQueue;
import dev.stackyn.deployments.ports.UpkeepStore.Watched;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.ProcessRole;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the versions that have just taken over. Who is watched, and until when, is in the
 * database: a platform that is started anew goes on with it. What is to be done becomes a job.
 */
@Singleton
final class Watchman implements DatabaseArrival, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);

  /** Somebody else may have switched: here, who does calls. */
  private static final Duration ROUND = Duration.ofSeconds(2);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final ProcessRole role;
  private final Provider<Office> office;
  private final Semaphore calls = new Semaphore(0);
  private final AtomicBoolean started = new AtomicBoolean();
  private final Set<DeploymentId> kept = ConcurrentHashMap.newKeySet();
  private volatile Map<DeploymentId, Watched> watched = Map.of();
  private volatile boolean closing;

  Watchman(ProcessRole role, Provider<Office> office) {
    this.role = role;
    this.office = office;
  }

  /** What it works with. Made late: with it comes the engine. */
  @Singleton
  record Office(
      Upkeep upkeep,
      Deployments deployments,
      UpkeepQueue queue,
      WatchSettings settings,
      Clock clock,
      Provider<World> world) {}

  @Override
  public void databaseArrived() {
    if (role.works() && started.compareAndSet(false, true)) {
      Thread.ofPlatform().name("deployments-watch").daemon().start(this::keepRounds);
    }
  }

  /** Somebody is to be watched from now on. */
  void look() {
    calls.release();
  }

  @Override
  @PreDestroy
  public void close() {
    closing = true;
    calls.release();
  }

  private void keepRounds() {
    while (!closing) {
      try {
        round(office.get());
        if (calls.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
          calls.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.debug("New versions cannot be watched now", e);
        rest(ROUND);
      }
    }
  }

  /** Each has a thread of its own: one that does not answer takes its time. */
  private void round(Office desk) {
    watched =
        desk.upkeep().watched().stream()
            .collect(Collectors.toMap(Watched::id, Function.identity()));
    watched.values().stream()
        .map(Watched::id)
        .filter(kept::add)
        .forEach(id -> Thread.ofVirtual().name("watch-", id.value()).start(() -> keep(desk, id)));
  }

  private void keep(Office desk, DeploymentId id) {
    try {
      Optional<Vigil> vigil = Optional.empty();
      for (Watched one = watched.get(id); one != null && !closing; one = watched.get(id)) {
        try {
          Watched present = one;
          vigil = vigil.or(() -> vigil(desk, present));
          look(desk, one, vigil.flatMap(Vigil::look));
        } catch (RuntimeException e) {
          LOG.debug("Deployment {} cannot be watched now", id, e);
        }
        rest(BETWEEN_LOOKS);
      }
    } finally {
      kept.remove(id);
    }
  }

  /** Whoever does it ends the watch with it. */
  private static void look(Office desk, Watched one, Optional<String> trouble) {
    if (trouble.isPresent()) {
      LOG.info("Deployment {} is to give way to the one before: {}", one.id(), trouble.get());
      desk.queue().goBack(one.id(), one.app(), one.owner(), trouble.get());
      rest(ROUND);
    } else if (!desk.clock().instant().isBefore(one.until())) {
      desk.queue().retire(one.id(), one.app(), one.owner());
      rest(ROUND);
    }
  }

  private static Optional<Vigil> vigil(Office desk, Watched one) {
    Requester owner = new Requester(one.owner(), false);
    Deployment deployment = desk.deployments().find(owner, one.id());
    World world = desk.world().get();
    return deployment
        .made()
        .container()
        .flatMap(container ->
            world
                .routes()
                .current(one.app())
                .map(backend ->
                    new Vigil.Ward(
                        desk.deployments().spec(owner, one.id()),
                        new ContainerId(container),
                        backend,
                        deployment
                            .made()
                            .image()
                            .map(ImageId::new)
                            .flatMap(world.images()::inspect))))
        .map(ward -> new Vigil(world, ward, desk.settings().tolerance()));
  }

  private static void rest(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
