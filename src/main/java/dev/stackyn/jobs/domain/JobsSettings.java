package dev.stackyn.jobs.domain;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;

/** How many jobs this process does at once, how soon a dead worker is noticed, what is kept. */
public record JobsSettings(int workers, int briefWorkers, Duration lease, Duration retention) {

  public static JobsSettings from(Variables variables) {
    return new JobsSettings(
        variables.text("STACKYN_WORKERS").asWhole(1, 256).or(8),
        variables.text("STACKYN_BRIEF_WORKERS").asWhole(1, 256).or(4),
        variables
            .text("STACKYN_JOB_LEASE")
            .asDuration(Duration.ofSeconds(2), Duration.ofMinutes(10))
            .or(Duration.ofSeconds(15)),
        Duration.ofDays(variables.text("STACKYN_JOB_RETENTION_DAYS").asWhole(1, 3_650).or(30)));
  }
}
