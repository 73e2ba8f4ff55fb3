package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.LetterQueue;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Takes letters, and delivers them once what they speak of has really happened. Whether one arrives
 * does not decide any answer.
 */
@Singleton
public class Postman {
  private final LetterQueue queue;

  public Postman(LetterQueue queue) {
    this.queue = queue;
  }

  /** Returns at once. In a transaction that is rolled back, the letter is never sent. */
  @Transactional
  public void send(Letter letter) {
    queue.add(Optional.of(letter));
  }

  /** Takes as long as to send a letter: an answer's time must not tell whether one was sent. */
  @Transactional
  public void pretend() {
    queue.add(Optional.empty());
  }
}
