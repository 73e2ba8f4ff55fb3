package dev.stackyn.jobs.domain;

/** Why a job that runs is asked to end. */
public enum Ending {
  CANCELLED("was cancelled"),
  OVERDUE("its time is up"),
  TAKEN_OVER("somebody else has taken it over"),
  CLOSING("the platform is stopping");

  private final String words;

  Ending(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
