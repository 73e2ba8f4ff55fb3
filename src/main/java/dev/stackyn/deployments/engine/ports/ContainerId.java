package dev.stackyn.deployments.engine.ports;

import java.util.regex.Pattern;

/** Names one container on the engine. */
public record ContainerId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public ContainerId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a container's id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
