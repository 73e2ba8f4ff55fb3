package dev.stackyn.routing.domain;

/**
 * How many requests an app takes each second, in each process with a router, and how many at once
 * after a quiet time.
 *
 * @param perClient whether every client has that many for himself
 */
public record RequestRate(int perSecond, int burst, boolean perClient) {
  public static final int MOST = 100_000;

  public RequestRate {
    if (perSecond < 1 || perSecond > MOST || burst < 1 || burst > MOST) {
      throw new IllegalArgumentException("must be from 1 to " + MOST);
    }
  }
}
