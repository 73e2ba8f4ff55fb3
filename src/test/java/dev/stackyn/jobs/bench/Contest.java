package dev.stackyn.jobs.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Everybody in turn, round after round, so that whatever disturbs the machine disturbs all. */
final class Contest {
  private static final String AT_LEAST = ">=1.5";

  private final Contender ours;
  private final List<Contender> rivals;
  private final Findings findings;

  Contest(Contender ours, List<Contender> rivals, Findings findings) {
    this.ours = ours;
    this.rivals = List.copyOf(rivals);
    this.findings = findings;
  }

  void introduce(List<Integer> threads) {
    for (Contender contender : all()) {
      findings.say(contender.name() + ": " + contender.configuration(threads.getLast()));
    }
    findings.say("");
  }

  /** Not measured: the compiler and the caches have seen everybody before the first round. */
  void warmUp(int threads, int jobs) {
    for (Contender contender : all()) {
      Drain.measure(contender, threads, jobs);
    }
  }

  void drain(int threads, int rounds, int jobs) {
    Map<String, List<Double>> drained = new LinkedHashMap<>();
    Map<String, List<Double>> enqueued = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : all()) {
        Drain drain = Drain.measure(contender, threads, jobs);
        note(drained, contender, drain.drainedPerSecond());
        note(enqueued, contender, drain.enqueuedPerSecond());
        findings.say(
            String.format(
                Locale.ROOT,
                "drain     %2d threads  %-12s %8.0f/s   first after %4.0f ms, enqueued at %.0f/s",
                threads,
                contender.name(),
                drain.drainedPerSecond(),
                drain.firstMillis(),
                drain.enqueuedPerSecond()));
      }
    }
    enqueued.forEach((name, values) ->
        findings.figure(key("enqueue", threads, name, "per_s"), new Figures(values).median()));
    judge("drain", threads, drained);
  }

  void sustain(int threads, int rounds, Sustained.Course course) throws InterruptedException {
    Map<String, List<Double>> finished = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : all()) {
        Sustained sustained = Sustained.measure(contender, threads, course);
        note(finished, contender, sustained.finishedPerSecond());
        findings.say(
            String.format(
                Locale.ROOT,
                "sustained %2d threads  %-12s %8.0f/s   over %d s, enqueued at %.0f/s",
                threads,
                contender.name(),
                sustained.finishedPerSecond(),
                Math.max(1, course.window().toSeconds()),
                sustained.enqueuedPerSecond()));
      }
    }
    judge("sustained", threads, finished);
  }

  private void judge(String measure, int threads, Map<String, List<Double>> perSecond) {
    Map<String, Double> medians = new LinkedHashMap<>();
    perSecond.forEach((name, values) -> medians.put(name, new Figures(values).median()));
    medians.forEach((name, value) -> findings.figure(key(measure, threads, name, "per_s"), value));
    double best =
        rivals.stream()
            .mapToDouble(rival -> medians.getOrDefault(rival.name(), 0.0))
            .max()
            .orElseThrow();
    findings.figure(
        measure + "_" + threads + "_ratio",
        medians.getOrDefault(ours.name(), 0.0) / best,
        AT_LEAST);
  }

  private List<Contender> all() {
    List<Contender> all = new ArrayList<>(List.of(ours));
    all.addAll(rivals);
    return all;
  }

  private static void note(Map<String, List<Double>> by, Contender contender, double value) {
    by.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(value);
  }

  private static String key(String measure, int threads, String contender, String unit) {
    return "%s_%d_%s_%s"
        .formatted(measure, threads, contender.toLowerCase(Locale.ROOT).replace('-', '_'), unit);
  }
}
