package dev.stackyn.apps.domain;

import dev.stackyn.apps.domain.DomainBook.Claim;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;

/** Looks at all names that are not proven yet, those first that have waited longest. */
@Singleton
public class DomainRound {
  /** What is left is looked at in the next round. */
  private static final int MOST = 200;

  private final DomainBook book;
  private final DomainDesk desk;

  public DomainRound(DomainBook book, DomainDesk desk) {
    this.book = book;
    this.desk = desk;
  }

  public void go(Stop stop) {
    for (Claim claim : book.toCheck(MOST)) {
      stop.check();
      try {
        desk.check(claim);
      } catch (Refusal e) {
        // It was removed meanwhile.
      }
    }
  }
}
