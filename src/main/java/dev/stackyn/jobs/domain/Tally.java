package dev.stackyn.jobs.domain;

/** How much of a job has been done, and how well. */
public record Tally(int processed, int successful, int failed) {
  public static final Tally NOTHING = new Tally(0, 0, 0);

  public Tally {
    if (processed < 0 || successful < 0 || failed < 0) {
      throw new IllegalArgumentException("what was done cannot be less than nothing");
    }
  }

  /** All of it, and well. */
  public static Tally all(int count) {
    return new Tally(count, count, 0);
  }
}
