package dev.stackyn.jobs.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.jobs.domain.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobToldTest {
  private static final JobId ID = new JobId(new UUID(0, 1));
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final JobTold told = new JobTold();

  @Test
  void everyStateIsToldOnce() {
    assertThat(told.event(job(JobStatus.PENDING, 0, 0), 0)).hasValue("job_added");
    assertThat(told.event(job(JobStatus.PENDING, 0, 0), 1)).isEmpty();
    assertThat(told.event(job(JobStatus.RUNNING, 1, 0), 2)).hasValue("job_started");
    assertThat(told.event(job(JobStatus.RUNNING, 1, 0), 3)).isEmpty();
    assertThat(told.event(job(JobStatus.FAILED, 1, 0), 4)).hasValue("job_failed");
    assertThat(told.event(job(JobStatus.FAILED, 1, 0), 5)).isEmpty();
  }

  @Test
  void anotherAttemptIsNewsEvenIfItsBeginningWasMissed() {
    told.event(job(JobStatus.FAILED, 1, 0), 0);

    assertThat(told.event(job(JobStatus.FAILED, 2, 0), 1)).hasValue("job_failed");
  }

  @Test
  void progressIsToldOnceASecondAndTheLastIsNotLost() {
    told.event(job(JobStatus.RUNNING, 1, 0), 0);

    assertThat(told.event(job(JobStatus.RUNNING, 1, 1), SECOND / 2)).isEmpty();
    assertThat(told.due(SECOND / 2)).isEmpty();
    assertThat(told.due(SECOND)).containsExactly(ID);
    assertThat(told.event(job(JobStatus.RUNNING, 1, 2), SECOND)).hasValue("job_progress");
    assertThat(told.due(2 * SECOND)).isEmpty();
  }

  @Test
  void anEndDoesNotWaitForTheSecond() {
    told.event(job(JobStatus.RUNNING, 1, 0), 0);

    assertThat(told.event(job(JobStatus.COMPLETED, 1, 10), 1)).hasValue("job_completed");
  }

  private static Job job(JobStatus status, int attempt, int processed) {
    return new Job(
        ID,
        new Job.Order("scripted", Optional.empty(), 0, 10, 3, Map.of()),
        new Job.State(status, attempt, false, Optional.empty(), Optional.empty()),
        new Tally(processed, processed, 0),
        new Job.Dates(Instant.EPOCH, Instant.EPOCH, Optional.empty(), Optional.empty()));
  }
}
