package dev.stackyn.routing.bench;

import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Routing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Backends take over from each other while people are there: each is stopped the moment nobody is
 * at it any more, as a deployment does. The routing of this process, on its database.
 */
final class Takeovers {
  private static final AppId APP = new AppId(new UUID(1, 1));
  private static final Host HOST = new Host("takeover.example.com");
  private static final int PER_SECOND = 500;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Routing routing;
  private final int port;
  private final Duration slowness;

  Takeovers(Routing routing, int port, Duration slowness) {
    this.routing = routing;
    this.port = port;
    this.slowness = slowness;
  }

  void run(int count, Findings findings) throws IOException, InterruptedException {
    SmallApp present = version(0);
    // The first switch of a process brings classes with it.
    cutOver(present, 0);
    List<Double> cutOvers = new ArrayList<>();
    Crowd crowd = new Crowd(port, HOST.value());
    try (crowd) {
      crowd.begin(PER_SECOND);
      for (int number = 1; number <= count; number++) {
        crowd.awaitMore(PER_SECOND);
        SmallApp next = version(number);
        cutOvers.add(cutOver(next, number));
        if (!routing.drain(present.backend().address(), LONG)) {
          throw new IOException("somebody stays at the old backend");
        }
        present.close();
        present = next;
      }
      crowd.awaitMore(PER_SECOND);
    } finally {
      present.close();
    }
    crowd.failures().stream().limit(5).forEach(failure -> findings.say("failed: " + failure));
    findings.figure("takeovers", count);
    findings.figure("takeover_requests", crowd.answered());
    findings.figure("takeover_failed", crowd.failures().size(), "<=0");
    findings.figure("takeover_longest_wait_ms", crowd.longestWaitMillis());
    List<Double> sorted = cutOvers.stream().sorted().toList();
    findings.figure("cut_over_ms_p50", sorted.get(sorted.size() / 2));
    findings.figure("cut_over_ms_most", sorted.getLast(), "<=50");
  }

  /** Milliseconds from the wish until a request that begins then is answered by the new one. */
  private double cutOver(SmallApp next, int number) throws IOException {
    long begin = System.nanoTime();
    routing.point(APP, List.of(HOST), next.backend());
    try (Visits visits = new Visits(port, HOST.value())) {
      String page = visits.get("/");
      if (!page.equals("version " + number)) {
        throw new IOException("after the switch came " + page);
      }
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private SmallApp version(int number) throws IOException {
    return SmallApp.start("127.0.3." + (number + 1), "version " + number, slowness);
  }
}
