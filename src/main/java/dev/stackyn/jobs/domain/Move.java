package dev.stackyn.jobs.domain;

import java.util.Optional;

/**
 * Everything that can happen to a job's state. Nothing else can: whoever writes a state writes one
 * of these, and only over the state it begins with (docs/states.md).
 */
public enum Move {
  CLAIM(JobStatus.PENDING, JobStatus.RUNNING),
  COMPLETE(JobStatus.RUNNING, JobStatus.COMPLETED),
  /** It waits for another try. */
  RETRY(JobStatus.RUNNING, JobStatus.PENDING),
  /** It was not its fault: it waits as if it had not been claimed. */
  HAND_BACK(JobStatus.RUNNING, JobStatus.PENDING),
  /** It is a dead letter from now on. */
  BURY(JobStatus.RUNNING, JobStatus.FAILED),
  /** It ended because somebody cancelled it while it ran. */
  STOP(JobStatus.RUNNING, JobStatus.CANCELLED),
  /** It was cancelled before it began. */
  WITHDRAW(JobStatus.PENDING, JobStatus.CANCELLED),
  /** A dead letter gets another life. */
  REVIVE(JobStatus.FAILED, JobStatus.PENDING);

  private final JobStatus from;
  private final JobStatus to;

  Move(JobStatus from, JobStatus to) {
    this.from = from;
    this.to = to;
  }

  public JobStatus from() {
    return from;
  }

  public JobStatus to() {
    return to;
  }

  /** Whether the job failed by it, in part or for good. */
  public boolean isFailure() {
    return this == RETRY || this == BURY;
  }

  /**
   * What becomes of it once somebody has asked for the job to be cancelled: such a job never waits
   * again.
   */
  public Move whenCancelled() {
    return from == JobStatus.RUNNING && to == JobStatus.PENDING ? STOP : this;
  }

  /**
   * What somebody outside asks for who says that a job in this state has become that; nothing where
   * he cannot say so. Only workers claim, and only they know that it is worth another try: he gives
   * it back.
   */
  static Optional<Move> reported(JobStatus from, JobStatus to) {
    return switch (from) {
      case PENDING -> to == JobStatus.CANCELLED ? Optional.of(WITHDRAW) : Optional.empty();
      case RUNNING -> endingAs(to);
      case FAILED -> to == JobStatus.PENDING ? Optional.of(REVIVE) : Optional.empty();
      case COMPLETED, CANCELLED -> Optional.empty();
    };
  }

  private static Optional<Move> endingAs(JobStatus to) {
    return switch (to) {
      case PENDING -> Optional.of(HAND_BACK);
      case COMPLETED -> Optional.of(COMPLETE);
      case FAILED -> Optional.of(BURY);
      case CANCELLED -> Optional.of(STOP);
      case RUNNING -> Optional.empty();
    };
  }

  /** How a job in this state is cancelled now; nothing when it has to stop by itself, or has. */
  public static Optional<Move> cancelling(JobStatus status) {
    return switch (status) {
      case PENDING -> Optional.of(WITHDRAW);
      case RUNNING, COMPLETED, FAILED, CANCELLED -> Optional.empty();
    };
  }
}
