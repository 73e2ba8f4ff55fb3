package dev.stackyn.deployments.engine.ports;

/**
 * What the routers have seen of an app's requests since one version took over from another.
 *
 * @param failed those that got no whole answer of the app's
 * @param longestMillis how long the one that waited longest for its answer to begin waited
 * @param fresh what the new version alone has made of them
 * @param before what the one before had made of its own until then
 */
public record Turnover(long requests, long failed, long longestMillis, Share fresh, Share before) {
  public static final Turnover NONE = new Turnover(0, 0, 0, new Share(0, 0), new Share(0, 0));

  /**
   * Requests that one version had.
   *
   * @param bad those that it answered with a 5xx, or not at all
   */
  public record Share(long requests, long bad) {
    public double ratio() {
      return requests == 0 ? 0 : (double) bad / requests;
    }
  }
}
