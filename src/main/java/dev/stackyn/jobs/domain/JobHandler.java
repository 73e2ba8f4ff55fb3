package dev.stackyn.jobs.domain;

/**
 * Does the jobs of one kind. Every context brings its own. A job may be given to it again: after a
 * failure, or when the worker that had it was believed dead. What a handler does must bear that, by
 * {@link JobRun#id} as an idempotency key, or by {@link JobRun#hold} in the transaction that
 * writes.
 */
public interface JobHandler {
  /** Asked now and then: what may change while the platform runs, changes with it. */
  JobKind kind();

  /**
   * Blocks until the job is done, or not. What it throws counts as a failure that is worth another
   * try. It should end soon after {@link JobRun#stop} was asked, and is interrupted at its
   * deadline.
   */
  Verdict handle(JobRun run) throws Exception;
}
