package dev.stackyn.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish that some long work should end, from the one who has it done to the one who does it. It is
 * made once and cannot be taken back. Whoever works looks at it between steps, or is told while he
 * waits for something.
 */
public final class Stop {
  private final List<Waiter> waiters = new ArrayList<>();
  private @Nullable String reason;

  /** The work ended early because it was asked to. */
  public static final class Stopped extends RuntimeException {
    public Stopped(String reason) {
      // Nobody reads its stack trace: it was asked for.
      super(reason, null, false, false);
    }
  }

  /** Forgets what was to be done when the wish is made. */
  public interface Hook extends AutoCloseable {
    @Override
    void close();
  }

  /** Somebody who waits for the wish; two of them are never the same, though their actions are. */
  private static final class Waiter {
    private final Runnable action;

    Waiter(Runnable action) {
      this.action = action;
    }
  }

  /** Only the first reason counts. What waits for the wish is run on the caller's thread. */
  public void ask(String why) {
    List<Waiter> told;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      told = List.copyOf(waiters);
      waiters.clear();
    }
    told.forEach(waiter -> waiter.action.run());
  }

  public synchronized boolean isAsked() {
    return reason != null;
  }

  public synchronized Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** To be called between two steps. */
  public void check() {
    reason()
        .ifPresent(why -> {
          throw new Stopped(why);
        });
  }

  /** Runs the action when the wish is made, or right away if it has been. It must not block. */
  public Hook whenAsked(Runnable action) {
    synchronized (this) {
      if (reason == null) {
        Waiter waiter = new Waiter(action);
        waiters.add(waiter);
        return () -> forget(waiter);
      }
    }
    action.run();
    return () -> {};
  }

  private synchronized void forget(Waiter waiter) {
    waiters.remove(waiter);
  }
}
