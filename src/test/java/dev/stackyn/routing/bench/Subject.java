package dev.stackyn.routing.bench;

import dev.stackyn.routing.domain.Backend;

/** The router that is measured. */
public interface Subject {
  int port();

  /** The process that it is in. */
  long pid();

  /** From the return on, the host leads there. */
  void route(String host, Backend backend);

  /**
   * From the return on there are that many more routes, {@code app0.many.example.com} and so on.
   */
  void crowd(int routes, Backend backend);
}
