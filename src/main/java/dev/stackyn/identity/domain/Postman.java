package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.AfterCommit;
import dev.stackyn.identity.ports.Mailer;
import jakarta.inject.Singleton;

/**
 * Takes letters, and delivers them once what they speak of has really happened. Whether one arrives
 * does not decide any answer.
 */
@Singleton
public class Postman {
  private final Mailer mailer;
  private final AfterCommit afterCommit;

  public Postman(Mailer mailer, AfterCommit afterCommit) {
    this.mailer = mailer;
    this.afterCommit = afterCommit;
  }

  /** Returns at once. In a transaction that is rolled back, the letter is never sent. */
  public void send(Letter letter) {
    afterCommit.run(() -> mailer.deliver(letter));
  }
}
