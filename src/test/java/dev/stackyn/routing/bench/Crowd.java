package dev.stackyn.routing.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * People at one app, on a timetable, whatever the answers do: most on connections that they keep,
 * some on new ones; one in a hundred asks for a page that takes its time, one in a hundred stays
 * for a second on a socket.
 */
public final class Crowd implements AutoCloseable {
  private static final long PAGE_WITHIN_A_SOCKET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int LINES = 5;

  private final int port;
  private final String host;
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Visits> kept = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicBoolean enough = new AtomicBoolean();

  public Crowd(int port, String host) {
    this.port = port;
    this.host = host;
  }

  private interface Errand {
    void run() throws IOException;
  }

  /** Comes from now on, until it is closed. */
  public Crowd begin(int perSecond) {
    Thread.ofPlatform().daemon().name("timetable").start(() -> come(perSecond));
    return this;
  }

  private void come(int perSecond) {
    long begin = System.nanoTime();
    long gap = Duration.ofSeconds(1).toNanos() / perSecond;
    for (int number = 0; !enough.get(); number++) {
      long due = begin + gap * number;
      LockSupport.parkNanos(due - System.nanoTime());
      int visit = number;
      try {
        people.execute(() -> run(visit, due));
      } catch (RejectedExecutionException closed) {
        return;
      }
    }
  }

  private void run(int number, long due) {
    try {
      errand(number, due).run();
      answered.incrementAndGet();
    } catch (IOException e) {
      failures.add("visit %d: %s".formatted(number, e));
    }
  }

  private Errand errand(int number, long due) {
    return switch (number % 100) {
      case 0 -> this::slowly;
      case 50 -> this::talk;
      default -> number % 2 == 0 ? () -> keeping(due) : () -> anew(due);
    };
  }

  private void keeping(long due) throws IOException {
    Visits free = kept.poll();
    Visits connection = free == null ? new Visits(port, host) : free;
    connection.get("/");
    noteWait(due);
    kept.add(connection);
  }

  private void anew(long due) throws IOException {
    try (Visits connection = new Visits(port, host)) {
      connection.get("/");
      noteWait(due);
    }
  }

  private void slowly() throws IOException {
    try (Visits connection = new Visits(port, host)) {
      connection.get(SmallApp.SLOW);
    }
  }

  private void talk() throws IOException {
    try (Visits connection = new Visits(port, host).upgrade()) {
      for (int line = 0; line < LINES; line++) {
        connection.echo("line " + line);
        LockSupport.parkNanos(PAGE_WITHIN_A_SOCKET_NANOS);
      }
    }
  }

  private void noteWait(long due) {
    longestNanos.accumulateAndGet(System.nanoTime() - due, Math::max);
  }

  public int answered() {
    return answered.get();
  }

  /** Each with the number of its visit, which tells when it was due, and on which errand. */
  public List<String> failures() {
    return new ArrayList<>(failures);
  }

  public double longestWaitMillis() {
    return longestNanos.get() / 1e6;
  }

  /** Half a second's worth more of answers, some of each kind; fewer when something fails. */
  public void awaitMore(int perSecond) throws InterruptedException {
    int until = answered() + perSecond / 2;
    while (answered() < until && failures.isEmpty()) {
      Thread.sleep(5);
    }
  }

  /** Nobody comes any more; returns when the last has his answer. */
  @Override
  public void close() throws IOException {
    enough.set(true);
    people.close();
    for (Visits connection : kept) {
      connection.close();
    }
  }
}
