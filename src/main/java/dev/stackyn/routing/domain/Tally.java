package dev.stackyn.routing.domain;

/**
 * What became of requests.
 *
 * @param failed those that the router had to answer itself, because the app did not or not in time,
 *     and those whose answer broke off
 * @param errors those that the app answered with a 5xx
 * @param longestMillis how long the one that waited longest for the beginning of its answer waited
 */
public record Tally(long requests, long failed, long errors, long longestMillis) {
  public static final Tally NONE = new Tally(0, 0, 0, 0);

  public Tally plus(Tally other) {
    return new Tally(
        requests + other.requests,
        failed + other.failed,
        errors + other.errors,
        Math.max(longestMillis, other.longestMillis));
  }

  /** What came since: the earlier one is a part of this. */
  Tally since(Tally earlier) {
    return new Tally(
        requests - earlier.requests,
        failed - earlier.failed,
        errors - earlier.errors,
        longestMillis);
  }
}
