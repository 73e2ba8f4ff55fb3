package dev.stackyn.jobs.domain;

/**
 * What is in the queue now: jobs that wait, in three groups of which none holds a job of another,
 * and jobs that run.
 */
public record QueueStats(long high, long normal, long low, long running) {

  public long waiting() {
    return high + normal + low;
  }
}
