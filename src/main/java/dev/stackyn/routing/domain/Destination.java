package dev.stackyn.routing.domain;

/** Where an app's requests go. */
public sealed interface Destination {

  /** To the app. */
  record At(Backend backend) implements Destination {}

  /** Nowhere yet: it is being started, and whoever asks may ask again soon. */
  record Starting() implements Destination {}

  /** Nowhere yet: the next request has it started, and waits for it. */
  record Asleep() implements Destination {}

  /** Nowhere: it could not be woken, for a reason that is one word for programs. */
  record Broken(String trouble) implements Destination {}

  /** Nowhere: it does not run, and nobody is about to start it. */
  record Stopped() implements Destination {}
}
