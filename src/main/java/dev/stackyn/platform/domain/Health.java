package dev.stackyn.platform.domain;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything the platform needs. All looks run at once and none may take longer than
 * {@link #PATIENCE}. Answers are shared for a moment, so that however often the address is asked,
 * the database is not.
 */
@Singleton
public class Health {
  static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SHARED = Duration.ofMillis(200);

  /** Trouble is looked at again sooner: somebody waits for its end, at every start. */
  private static final Duration TROUBLE_SHARED = Duration.ofMillis(20);

  private final List<Probe> probes;
  private final Clock clock;
  private volatile Report last = new Report(List.of(), Instant.EPOCH);

  /** One probe and what it found. */
  public record Check(String name, String working, Finding finding) {}

  private record Report(List<Check> checks, Instant taken) {
    boolean isFreshAt(Instant now) {
      boolean well = checks.stream().noneMatch(check -> check.finding.isProblem());
      return now.isBefore(taken.plus(well ? SHARED : TROUBLE_SHARED)) && !now.isBefore(taken);
    }
  }

  public Health(Collection<Probe> probes, Clock clock) {
    this.clock = clock;
    this.probes = probes.stream().sorted(Comparator.comparing(Probe::name)).toList();
  }

  public List<Check> checks() {
    Report report = last;
    return report.isFreshAt(clock.instant()) ? report.checks : lookAgain();
  }

  private synchronized List<Check> lookAgain() {
    if (!last.isFreshAt(clock.instant())) {
      List<Check> checks = look();
      last = new Report(checks, clock.instant());
    }
    return last.checks;
  }

  private List<Check> look() {
    // Not closed by try-with-resources: that would wait for a look that hangs.
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      List<Future<Finding>> looks =
          probes.stream().map(probe -> executor.submit(probe::look)).toList();
      List<Check> checks = new ArrayList<>();
      for (int i = 0; i < probes.size(); i++) {
        Probe probe = probes.get(i);
        checks.add(new Check(probe.name(), probe.working(), await(looks.get(i), deadline)));
      }
      return List.copyOf(checks);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Finding await(Future<Finding> look, long deadline) {
    try {
      return look.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Finding.problem("no answer within " + PATIENCE.toSeconds() + " s", "see the log");
    } catch (ExecutionException e) {
      return Finding.problem("the check itself failed (" + name(e.getCause()) + ")", "see the log");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.problem("the platform is stopping", "start it again");
    }
  }

  private static String name(@Nullable Throwable cause) {
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }
}
