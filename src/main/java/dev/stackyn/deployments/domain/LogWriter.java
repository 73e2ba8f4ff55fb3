package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.ports.LogStore;
import dev.stackyn.kernel.DeploymentId;
import java.util.function.Consumer;

/**
 * Takes a deployment's log line by line and writes it down in pieces: the first line at once, what
 * follows gathered for a moment. Lines come from several threads. What is there when the process is
 * killed is at most that moment's.
 */
public final class LogWriter implements Consumer<String>, AutoCloseable {
  private static final int LONGEST_PIECE = 16_384;
  private static final int LONGEST_LINE = 8_192;
  private static final long LONGEST_LOG = 12_000_000;
  private static final String FULL = "==> The log is full: what follows is not kept\n";

  private final LogStore store;
  private final DeploymentId deployment;
  private final int attempt;
  private final Runnable later;
  private final StringBuilder gathered = new StringBuilder();
  private long written;
  private boolean begun;
  private boolean waiting;

  /**
   * Arranges for {@link #flush} to be called a moment from now.
   *
   * <p>Any scheduler will do; one that calls late only delays what can be read.
   */
  public interface Moment {
    void call(Runnable flush);
  }

  public LogWriter(LogStore store, DeploymentId deployment, int attempt, Moment moment) {
    this.store = store;
    this.deployment = deployment;
    this.attempt = attempt;
    this.later = () -> moment.call(this::flush);
  }

  @Override
  public synchronized void accept(String line) {
    if (written > LONGEST_LOG) {
      return;
    }
    gathered.append(clean(line)).append('\n');
    written += line.length() + 1;
    if (written > LONGEST_LOG) {
      gathered.append(FULL);
    }
    if (!begun || gathered.length() >= LONGEST_PIECE) {
      begun = true;
      flush();
    } else if (!waiting) {
      waiting = true;
      later.run();
    }
  }

  /** Writes down what has been gathered. */
  public synchronized void flush() {
    waiting = false;
    while (!gathered.isEmpty()) {
      int end = Math.min(gathered.length(), LONGEST_PIECE);
      store.append(deployment, attempt, gathered.substring(0, end));
      gathered.delete(0, end);
    }
  }

  @Override
  public void close() {
    flush();
  }

  /** PostgreSQL takes no NUL, and a line that never ends would be nobody's to read. */
  private static String clean(String line) {
    String plain = line.indexOf('\0') < 0 ? line : line.replace("\0", "");
    return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE) + " …";
  }
}
