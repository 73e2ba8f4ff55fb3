package dev.stackyn.jobs.bench;

/** Where a bench says what it finds. */
public interface Findings {

  /** A line for people, while it runs. */
  void say(String line);

  void figure(String name, double value);

  /** A figure that has a bound, such as {@code <=5} or {@code >=1.5}. */
  void figure(String name, double value, String target);
}
