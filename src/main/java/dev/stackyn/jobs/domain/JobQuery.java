package dev.stackyn.jobs.domain;

/** One page of a list. */
public record JobQuery(JobFilter filter, JobOrder order, int limit, long offset) {
  public static final int MOST = 100;

  public JobQuery {
    if (limit < 1 || limit > MOST || offset < 0) {
      throw new IllegalArgumentException("not a page: " + limit + " from " + offset);
    }
  }

  JobQuery within(JobFilter narrower) {
    return new JobQuery(narrower, order, limit, offset);
  }
}
