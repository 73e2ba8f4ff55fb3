package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Letter;

/** Keeps letters until they have been delivered. */
public interface LetterQueue {
  /** Stands or falls with the present transaction. What is kept says nothing to who reads it. */
  void add(Letter letter);
}
