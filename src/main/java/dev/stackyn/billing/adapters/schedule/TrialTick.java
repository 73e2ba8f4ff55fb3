package dev.stackyn.billing.adapters.schedule;

import dev.stackyn.billing.domain.TrialClock;
import dev.stackyn.platform.domain.DatabaseArrival;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the trial clock when the database has arrived, and every ten minutes from then on. It stands
 * outside the job queue because billing must not wait for a part that comes later; once there is
 * the queue, its {@code trial_expiry} jobs take this over.
 */
@Singleton
final class TrialTick implements DatabaseArrival, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrialTick.class);
  private static final int MINUTES = 10;

  private final TrialClock trialClock;
  private final Clock clock;
  private final AtomicBoolean started = new AtomicBoolean();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("trial-tick").factory());

  TrialTick(TrialClock trialClock, Clock clock) {
    this.trialClock = trialClock;
    this.clock = clock;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the platform
  public void databaseArrived() {
    if (started.compareAndSet(false, true)) {
      schedule.scheduleWithFixedDelay(this::tick, 0, MINUTES, TimeUnit.MINUTES);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    schedule.shutdownNow();
  }

  /** What does not work now is due still at the next tick; a schedule that threw would be over. */
  private void tick() {
    try {
      trialClock.run(clock.instant());
    } catch (RuntimeException e) {
      LOG.warn("What is due in billing waits for the next tick", e);
    }
  }
}
