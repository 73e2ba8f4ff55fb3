package dev.stackyn.jobs.adapters.http;

import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Standing;
import dev.stackyn.kernel.UserId;
import java.util.Optional;

/** Somebody at a dashboard. */
final class Viewer {
  private final Line line;
  private final Standing standing;
  private volatile Requester requester;
  private int age;

  Viewer(Line line, Requester requester, Standing standing) {
    this.line = line;
    this.requester = requester;
    this.standing = standing;
  }

  Line line() {
    return line;
  }

  boolean isOf(UserId user) {
    return requester.id().equals(user);
  }

  UserId user() {
    return requester.id();
  }

  boolean maySee(Optional<UserId> owner) {
    return requester.mayReach(owner);
  }

  /** How many rounds there have been since he came. */
  int grow() {
    return ++age;
  }

  /** Looks again who he is; false when he may not be here any more. */
  boolean mayStay() {
    Optional<Requester> now = standing.now();
    now.ifPresent(known -> requester = known);
    return now.isPresent();
  }
}
