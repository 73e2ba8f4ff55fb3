package dev.stackyn.routing.domain;

import dev.stackyn.platform.domain.Variables;
import java.time.Duration;

/** Where the router listens, and how patient it is with backends and clients. */
public record RouterSettings(String host, Duration connect, Duration answer, Duration idle) {

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
            .or(Duration.ofMinutes(5)));
  }
}
