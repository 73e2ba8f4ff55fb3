package dev.stackyn.jobs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobTest {
  private static final Instant START = Instant.parse("2026-11-21T11:00:00Z");

  @Test
  void aHundredPercentIsOnlyWhenNothingIsLeft() {
    assertThat(job(JobStatus.RUNNING, 0, 3).percent()).isZero();
    assertThat(job(JobStatus.RUNNING, 1, 3).percent()).isEqualTo(33);
    assertThat(job(JobStatus.RUNNING, 2, 3).percent()).isEqualTo(66);
    assertThat(job(JobStatus.RUNNING, 999, 1_000).percent()).isEqualTo(99);
    assertThat(job(JobStatus.COMPLETED, 3, 3).percent()).isEqualTo(100);
    assertThat(job(JobStatus.RUNNING, 30_000_000, 2_000_000_000).percent()).isEqualTo(1);
  }

  @Test
  void theDurationGoesOnWhileItRunsAndStopsWithIt() {
    Instant now = START.plusSeconds(90);

    assertThat(job(JobStatus.RUNNING, 0, 1).duration(now)).hasValue(Duration.ofSeconds(90));
    assertThat(job(JobStatus.PENDING, 0, 1).duration(now)).isEmpty();
    assertThat(job(JobStatus.COMPLETED, 1, 1).duration(now)).hasValue(Duration.ofSeconds(30));
    assertThat(job(JobStatus.RUNNING, 0, 1).duration(START.minusSeconds(1)))
        .hasValue(Duration.ZERO);
  }

  @Test
  void whatIsReportedIsWhatMayHappen() {
    for (JobStatus from : JobStatus.values()) {
      for (JobStatus to : JobStatus.values()) {
        Move.reported(from, to)
            .ifPresent(move -> {
              assertThat(move.from()).isEqualTo(from);
              assertThat(move.to()).isEqualTo(to);
              assertThat(move).isNotIn(Move.CLAIM, Move.RETRY);
            });
      }
    }
    assertThat(Move.reported(JobStatus.RUNNING, JobStatus.COMPLETED)).hasValue(Move.COMPLETE);
    assertThat(Move.reported(JobStatus.PENDING, JobStatus.RUNNING)).isEmpty();
    assertThat(Move.reported(JobStatus.COMPLETED, JobStatus.PENDING)).isEmpty();
  }

  private static Job job(JobStatus status, int processed, int count) {
    return new Job(
        new JobId(new UUID(0, 1)),
        new Job.Order("scripted", Optional.empty(), 0, count, 3, Map.of()),
        new Job.State(status, 1, false, Optional.empty(), Optional.empty()),
        new Tally(processed, processed, 0),
        new Job.Dates(
            START,
            START,
            Optional.of(START),
            status.isTerminal() ? Optional.of(START.plusSeconds(30)) : Optional.empty()));
  }
}
