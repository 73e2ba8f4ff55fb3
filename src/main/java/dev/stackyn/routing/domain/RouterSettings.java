package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the router listens, and how patient it is with backends and clients.
 *
 * @param https where it listens for TLS; nothing when it does not
 * @param leadsToApi whether the platform's own API is reached through it as well
 */
public record RouterSettings(
    String host,
    Duration connect,
    Duration answer,
    Duration idle,
    Optional<Https> https,
    boolean leadsToApi) {

  private enum Switch {
    ON,
    OFF
  }

  /**
   * TLS is served.
   *
   * @param port where this process listens; 0 is any that is free
   * @param publicPort where clients find it, which is another where ports are mapped
   */
  public record Https(int port, int publicPort) {
    private static final int LAST_PORT = 65_535;

    private static Optional<Https> from(Variables variables) {
      Optional<Integer> outside =
          variables.text("STACKYN_HTTPS_PUBLIC_PORT").asWhole(1, LAST_PORT).optional();
      return variables
          .text("STACKYN_HTTPS_PORT")
          .asWhole(0, LAST_PORT)
          .optional()
          .map(port -> new Https(port, outside.orElse(port)));
    }
  }

  public static RouterSettings from(Variables variables) {
    return new RouterSettings(
        variables.text("STACKYN_ROUTER_HOST").or("0.0.0.0"),
        variables
            .text("STACKYN_ROUTER_CONNECT_TIMEOUT")
            .asDuration(Duration.ofMillis(100), Duration.ofMinutes(1))
            .or(Duration.ofSeconds(5)),
        variables
            .text("STACKYN_ROUTER_ANSWER_TIMEOUT")
            .asDuration(Duration.ofMillis(100), Duration.ofHours(1))
            .or(Duration.ofSeconds(60)),
        variables
            .text("STACKYN_ROUTER_IDLE_TIMEOUT")
            .asDuration(Duration.ofSeconds(1), Duration.ofHours(24))
            .or(Duration.ofMinutes(5)),
        Https.from(variables),
        variables.text("STACKYN_ROUTER_API").asOneOf(Switch.class).or(Switch.ON) == Switch.ON);
  }
}
