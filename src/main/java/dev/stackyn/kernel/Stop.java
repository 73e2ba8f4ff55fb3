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
  private final List<Runnable> told = new ArrayList<>();
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

  /** Only the first reason counts. What waits for the wish is run on the caller's thread. */
  public void ask(String why) {
    List<Runnable> now;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      now = List.copyOf(told);
      told.clear();
    }
    now.forEach(Runnable::run);
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
        told.add(action);
        return () -> forget(action);
      }
    }
    action.run();
    return () -> {};
  }

  /** One of them: the same action may be told twice, and forgotten once. */
  private synchronized void forget(Runnable action) {
    told.remove(action);
  }
}
