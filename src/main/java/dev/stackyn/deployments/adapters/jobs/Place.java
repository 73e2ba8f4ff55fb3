package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.deployments.engine.ports.BuildTurns.Waiting;
import dev.stackyn.kernel.Stop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One deployment before the {@link Turnstile}: its thread waits here, and is told what comes. */
final class Place {
  private final BuildTicket ticket;
  private @Nullable Standing standing;

  Place(BuildTicket ticket) {
    this.ticket = ticket;
  }

  BuildTicket ticket() {
    return ticket;
  }

  /** The ticket as it is to be renewed. */
  synchronized BuildTicket present() {
    return isGranted() ? ticket.granted() : ticket;
  }

  synchronized boolean isGranted() {
    return standing != null && standing.builds();
  }

  /** Who builds goes on with it: if its ticket is gone, its job is, and it is told so by that. */
  synchronized void standsAt(@Nullable Standing now) {
    if (!isGranted()) {
      standing = now;
      notifyAll();
    }
  }

  /** Returns when its turn has come. */
  void await(Consumer<Waiting> told, Stop stop) {
    int known = 0;
    try (Stop.Hook _ = stop.whenAsked(this::wake)) {
      while (!isGranted()) {
        stop.check();
        Standing now = next(known, stop);
        if (now != null && now.waits() && now.place() != known) {
          known = now.place();
          told.accept(new Waiting(known, now.reason()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop.Stopped("was interrupted");
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** Waits until there is something to be told. */
  private synchronized @Nullable Standing next(int known, Stop stop) throws InterruptedException {
    while (!isGranted() && !stop.isAsked() && (standing == null || standing.place() == known)) {
      wait();
    }
    return standing;
  }
}
