package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Letter;
import java.util.Optional;

/** Keeps letters until they have been delivered. */
public interface LetterQueue {
  /**
   * Stands or falls with the present transaction. What is kept says nothing to who reads it. No
   * letter at all costs as much time as one.
   */
  void add(Optional<Letter> letter);
}
