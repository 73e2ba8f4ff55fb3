package dev.stackyn.accounts.domain;

/** How many accounts there are in each state, how many are verified, and how many came today. */
public record AccountStats(
    long active, long pending, long suspended, long banned, Overall overall) {

  /** What cuts across the states. Days begin at midnight, UTC. */
  public record Overall(long verified, long createdToday) {}

  public long total() {
    return active + pending + suspended + banned;
  }
}
