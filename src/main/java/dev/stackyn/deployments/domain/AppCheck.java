package dev.stackyn.deployments.domain;

import java.util.List;
import java.util.Optional;

/**
 * How an app that should serve does so right now.
 *
 * @param routed whether its hosts lead to the container
 * @param answers whether it answers as the router asks it
 * @param errors what is wrong, in words for the app's owner; empty when all is well
 */
public record AppCheck(
    Optional<String> container,
    boolean running,
    boolean routed,
    boolean answers,
    Optional<Integer> port,
    List<String> errors) {
  public AppCheck {
    errors = List.copyOf(errors);
  }

  public boolean isWell() {
    return running && routed && answers && errors.isEmpty();
  }
}
