package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;

/**
 * How much the router takes on.
 *
 * @param head how long a client may take to send the head of a request
 * @param body how slowly it may send the body
 * @param connections of clients, at once
 * @param requests on their way, at once; those that have become sockets count as well
 * @param requestsOfApp the same for each app
 */
public record RouterLimits(
    Duration head, BodyPace body, int connections, int requests, int requestsOfApp) {
  private static final int MOST = 1_000_000;

  public static RouterLimits from(Variables variables) {
    return new RouterLimits(
        variables
            .text("STACKYN_ROUTER_HEAD_TIMEOUT")
            .asDuration(Duration.ofMillis(100), Duration.ofMinutes(10))
            .or(Duration.ofSeconds(10)),
        BodyPace.from(variables),
        variables.text("STACKYN_ROUTER_MAX_CONNECTIONS").asWhole(1, MOST).or(25_000),
        variables.text("STACKYN_ROUTER_MAX_REQUESTS").asWhole(1, MOST).or(25_000),
        variables.text("STACKYN_ROUTER_MAX_APP_REQUESTS").asWhole(1, MOST).or(10_000));
  }
}
