package dev.stackyn.identity.ports;

import dev.stackyn.identity.domain.Letter;

/** Delivers letters. */
public interface Mailer {
  /** Why a letter was not delivered, without anything that it says. */
  final class Undelivered extends Exception {
    private final boolean forGood;

    public Undelivered(String why, boolean forGood) {
      super(why);
      this.forGood = forGood;
    }

    /** Whether another try would end the same way. */
    public boolean isForGood() {
      return forGood;
    }
  }

  /** Blocks, for seconds at most. */
  void deliver(Letter letter) throws Undelivered;
}
