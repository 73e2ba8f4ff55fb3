package dev.stackyn.routing.domain;

/**
 * One backend has taken an app over from another.
 *
 * @param fresh what was counted at the new one
 * @param late what was counted at the old one since: it still had requests
 * @param before what had been counted at the old one until then
 */
public record Turnover(Tally fresh, Tally late, Tally before) {
  public static final Turnover NONE = new Turnover(Tally.NONE, Tally.NONE, Tally.NONE);

  /** All of the app's requests since. */
  public Tally all() {
    return fresh.plus(late);
  }

  public Turnover plus(Turnover other) {
    return new Turnover(fresh.plus(other.fresh), late.plus(other.late), before.plus(other.before));
  }
}
