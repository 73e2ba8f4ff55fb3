package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Letter;

/** Delivers letters. */
public interface Mailer {
  /** Blocks, for seconds at most. What cannot be delivered is logged without its text. */
  void deliver(Letter letter);
}
