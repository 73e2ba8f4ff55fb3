package dev.stackyn.routing.bench;

import dev.stackyn.jobs.bench.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Our router beside others on one backend with one client, in turn; then what it holds: sockets
 * that say nothing, and very many routes.
 */
public final class RouterBench {
  private static final String HOST = "bench.example.com";
  private static final int CONNECTIONS = 64;
  private static final int LARGE_CONNECTIONS = 8;

  private final Size size;
  private final Path folder;
  private final Subject subject;
  private final Findings findings;
  private final Wrk wrk;
  private final Map<String, List<Double>> found = new LinkedHashMap<>();

  /** How much of everything. */
  public record Size(
      List<Rival> rivals,
      int rounds,
      Duration warmUp,
      Duration each,
      int sockets,
      int connections,
      int routes) {

    public static Size full(int rounds) {
      return new Size(
          List.of(Rival.values()),
          rounds,
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          5_000,
          10_000,
          100_000);
    }

    /** What takes a few seconds, and shows that everything works. */
    public static Size brief() {
      return new Size(List.of(Rival.NGINX), 1, Duration.ZERO, Duration.ofSeconds(1), 50, 100, 100);
    }
  }

  public RouterBench(Size size, Path folder, Subject subject, Findings findings) {
    this.size = size;
    this.folder = folder;
    this.subject = subject;
    this.findings = findings;
    this.wrk = new Wrk(folder);
  }

  /** Somebody who takes requests to the backend. */
  private record Contender(String name, int port, long pid) {}

  public void run() throws IOException, InterruptedException {
    try (Site site = Site.start(folder)) {
      subject.route(HOST, site.backend());
      contest(site);
      new Multitude(subject, findings).run(size.sockets(), size.connections());
      crowd(site);
    }
  }

  private void contest(Site site) throws IOException, InterruptedException {
    List<Daemon> running = new ArrayList<>();
    try {
      List<Contender> contenders = new ArrayList<>();
      contenders.add(new Contender("stackyn", subject.port(), subject.pid()));
      for (Rival rival : size.rivals()) {
        Daemon started = rival.start(folder, site.backend().port());
        running.add(started);
        contenders.add(
            new Contender(
                rival.name().toLowerCase(Locale.ROOT), started.port(), started.process().pid()));
      }
      warmUp(contenders);
      table("small answers, %d connections".formatted(CONNECTIONS), "requests/s");
      inTurn(contenders, this::small);
      table("10 MB answers, %d connections".formatted(LARGE_CONNECTIONS), "MB/s");
      inTurn(contenders, this::large);
    } finally {
      running.forEach(Daemon::close);
    }
    compare();
  }

  private void warmUp(List<Contender> contenders) throws IOException, InterruptedException {
    if (size.warmUp().isPositive()) {
      findings.say("warming up …");
      wrk.ask(subject.port(), HOST, "/", CONNECTIONS, size.warmUp());
      for (Contender contender : contenders) {
        wrk.ask(contender.port, HOST, "/large", LARGE_CONNECTIONS, size.warmUp().dividedBy(10));
      }
    }
  }

  private interface Turn {
    void take(Contender contender) throws IOException, InterruptedException;
  }

  private void inTurn(List<Contender> contenders, Turn turn)
      throws IOException, InterruptedException {
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = 0; round < size.rounds(); round++) {
      for (Contender contender : order) {
        turn.take(contender);
      }
      Collections.rotate(order, 1);
    }
  }

  private void small(Contender contender) throws IOException, InterruptedException {
    Duration before = Usage.processorTime(contender.pid);
    Wrk.Result result = whole(wrk.ask(contender.port, HOST, "/", CONNECTIONS, size.each()));
    Duration used = Usage.processorTime(contender.pid).minus(before);
    double micros = used.toNanos() / 1e3 / result.requests();
    note(contender, "per_s", result.perSecond());
    note(contender, "p99_ms", result.p99() / 1e3);
    note(contender, "cpu_us", micros);
    say(contender, result.perSecond(), result, micros);
  }

  private void large(Contender contender) throws IOException, InterruptedException {
    Duration before = Usage.processorTime(contender.pid);
    Wrk.Result result =
        whole(wrk.ask(contender.port, HOST, "/large", LARGE_CONNECTIONS, size.each()));
    Duration used = Usage.processorTime(contender.pid).minus(before);
    note(contender, "large_mb_per_s", result.megabytesPerSecond());
    say(
        contender,
        result.megabytesPerSecond(),
        result,
        used.toNanos() / 1e3 / Math.max(1, result.requests()));
  }

  private static Wrk.Result whole(Wrk.Result result) throws IOException {
    if (result.failed() > 0 || result.requests() == 0) {
      throw new IOException("requests failed: " + result);
    }
    return result;
  }

  private void table(String title, String unit) {
    findings.say("");
    findings.say(title);
    findings.say(
        "%-10s %12s %10s %10s %14s".formatted("", unit, "p50 ms", "p99 ms", "CPU µs each"));
  }

  private void say(Contender contender, double rate, Wrk.Result result, double micros) {
    findings.say(
        String.format(
            Locale.ROOT,
            "%-10s %12.0f %10.2f %10.2f %14.1f",
            contender.name,
            rate,
            result.p50() / 1e3,
            result.p99() / 1e3,
            micros));
  }

  private void compare() {
    found.forEach((name, values) -> findings.figure(name, median(values)));
    ratio("per_s", Rival.NGINX, ">=0.8");
    ratio("per_s", Rival.CADDY, ">=2.5");
    ratio("p99_ms", Rival.NGINX, "<=1.5");
    ratio("large_mb_per_s", Rival.NGINX, ">=0.9");
  }

  /** Of what was measured in the same round. */
  private void ratio(String what, Rival rival, String target) {
    String other = rival.name().toLowerCase(Locale.ROOT);
    List<Double> theirs = found.get(other + "_" + what);
    if (theirs == null) {
      return;
    }
    List<Double> ours = found.getOrDefault("stackyn_" + what, List.of());
    List<Double> ratios =
        IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) / theirs.get(i)).toList();
    findings.figure(what + "_by_" + other, median(ratios), target);
  }

  /** One host among many routes beside the same host alone; and all of many hosts in turn. */
  private void crowd(Site site) throws IOException, InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> spread = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    for (int i = 0; i < Math.min(size.routes(), 5_000); i++) {
      hosts.add("app%d.many.example.com".formatted((int) ((long) i * size.routes() / 5_000)));
    }
    for (int round = 0; round < size.rounds(); round++) {
      // In this order, what becomes faster or slower by itself meanwhile does so for both.
      subject.crowd(0, site.backend());
      double one = one();
      subject.crowd(size.routes(), site.backend());
      double many = one() + one();
      double all = whole(wrk.askAll(subject.port(), hosts, CONNECTIONS, size.each())).perSecond();
      subject.crowd(0, site.backend());
      one += one();
      ratios.add(many / one);
      spread.add(all);
      findings.say(
          String.format(
              Locale.ROOT,
              "one route %.0f/s, among %,d %.0f/s, %,d of them in turn %.0f/s",
              one / 2,
              size.routes(),
              many / 2,
              hosts.size(),
              all));
    }
    findings.figure("many_routes_by_one", median(ratios), ">=0.98");
    findings.figure("many_hosts_in_turn_per_s", median(spread));
  }

  private double one() throws IOException, InterruptedException {
    return whole(wrk.ask(subject.port(), HOST, "/", CONNECTIONS, size.each())).perSecond();
  }

  private void note(Contender contender, String what, double value) {
    found.computeIfAbsent(contender.name + "_" + what, name -> new ArrayList<>()).add(value);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
