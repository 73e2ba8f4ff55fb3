package dev.stackyn.deployments.engine.ports;

import java.util.Optional;

/**
 * What a backend is asked to see whether it serves, and what it should answer.
 *
 * @param host whose page it is asked for, as visitors ask; an app may know no other
 * @param path without one it is enough that it takes a connection
 */
public record Question(Optional<String> host, Optional<String> path, int expectedStatus) {
  public static final Question WHETHER_IT_LISTENS =
      new Question(Optional.empty(), Optional.empty(), 0);
}
