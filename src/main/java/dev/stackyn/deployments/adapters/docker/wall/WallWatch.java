package dev.stackyn.deployments.adapters.docker.wall;

import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.ProcessRole;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the wall up where containers are started from, and up again when somebody took it down. */
@Singleton
final class WallWatch implements DatabaseArrival, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WallWatch.class);
  private static final Duration ROUND = Duration.ofSeconds(30);

  private final ProcessRole role;
  private final HostWall wall;
  private final AtomicBoolean started = new AtomicBoolean();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("host-wall").factory());
  private String said = "";

  WallWatch(ProcessRole role, HostWall wall) {
    this.role = role;
    this.wall = wall;
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

  /** Says once what is wrong, and again when it is something else. */
  private void round() {
    Finding finding = wall.raise();
    if (finding.state() != Finding.State.OK && !finding.text().equals(said)) {
      LOG.warn("{}: {}", finding.text(), finding.remedy().orElse(""));
    }
    said = finding.text();
  }
}
