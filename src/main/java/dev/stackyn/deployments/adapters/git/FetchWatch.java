package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.domain.GitSettings.GitLimits;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.Stop;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.jspecify.annotations.Nullable;

/**
 * Follows one checkout from beginning to end: how long, how many bytes, whether it is still wanted.
 * What ends it early is remembered, because the libraries in between report it as a broken
 * connection.
 */
final class FetchWatch extends EmptyProgressMonitor implements AutoCloseable {
  private final GitLimits limits;
  private final long deadline;
  private final Thread alarm;
  private final Stop.Hook wish;
  private final List<Runnable> hooks = new ArrayList<>();
  private long received;
  private @Nullable RuntimeException verdict;

  /** Forgets what was to be done at the end. */
  interface Hook extends AutoCloseable {
    @Override
    void close();
  }

  FetchWatch(Stop stop, GitLimits limits) {
    this.limits = limits;
    this.deadline = System.nanoTime() + limits.time().toNanos();
    this.alarm = Thread.ofVirtual().name("git-deadline").start(this::awaitDeadline);
    this.wish = stop.whenAsked(() -> end(new Stop.Stopped(stop.reason().orElse("asked to stop"))));
  }

  /** To be called between two steps. */
  void check() {
    verdict()
        .ifPresent(early -> {
          throw early;
        });
  }

  /** Why this must end early, if it must. */
  synchronized Optional<RuntimeException> verdict() {
    return Optional.ofNullable(verdict);
  }

  /** Notes what is wrong, for a caller that throws it through a library. */
  DeployFailure fail(DeployFailure failure) {
    end(failure);
    return failure;
  }

  /** Runs the action when this must end early, or right away if it must already. */
  Hook whenEnded(Runnable action) {
    synchronized (this) {
      if (verdict == null) {
        hooks.add(action);
        return () -> forget(action);
      }
    }
    action.run();
    return () -> {};
  }

  /** The same bytes, counted. */
  InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        received(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        received(Math.max(read, 0));
        return read;
      }
    };
  }

  synchronized long receivedBytes() {
    return received;
  }

  GitLimits limits() {
    return limits;
  }

  @Override
  public boolean isCancelled() {
    return verdict().isPresent();
  }

  @Override
  public void close() {
    wish.close();
    alarm.interrupt();
  }

  private void received(int bytes) throws IOException {
    boolean tooMuch;
    synchronized (this) {
      received += bytes;
      tooMuch = received > limits.bytes();
    }
    if (tooMuch) {
      throw fail(
          new DeployFailure(
              DeployCode.REPO_TOO_LARGE,
              "The repository is larger than the "
                  + Sizes.spell(limits.bytes())
                  + " allowed here."));
    }
    if (isCancelled()) {
      throw new IOException("ended early");
    }
  }

  private void awaitDeadline() {
    while (!Thread.currentThread().isInterrupted()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        end(
            new DeployFailure(
                DeployCode.FETCH_TIMEOUT,
                "The repository was not there after "
                    + limits.time().toSeconds()
                    + " s. Its host may be slow, or the repository large."));
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  private void end(RuntimeException why) {
    List<Runnable> now;
    synchronized (this) {
      if (verdict != null) {
        return;
      }
      verdict = why;
      now = List.copyOf(hooks);
      hooks.clear();
    }
    now.forEach(Runnable::run);
  }

  private synchronized void forget(Runnable action) {
    hooks.remove(action);
  }
}
