package dev.stackyn.jobs.domain;

/** How many jobs there are in each state. */
public record JobStats(long pending, long running, long completed, long failed, long cancelled) {

  public long total() {
    return pending + running + completed + failed + cancelled;
  }

  /** Of those that ended by themselves, how many did so well, in percent; 0 when none has. */
  public double successRate() {
    return share(completed);
  }

  public double failureRate() {
    return share(failed);
  }

  private double share(long part) {
    long ended = completed + failed;
    return ended == 0 ? 0 : 100.0 * part / ended;
  }
}
