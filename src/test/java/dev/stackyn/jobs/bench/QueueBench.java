package dev.stackyn.jobs.bench;

import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Databases;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Everything that {@code ./stackyn bench queue} measures, at one of two lengths. */
public final class QueueBench {
  private final Size size;
  private final Supplier<External> databases;
  private final Findings findings;

  /** How much is measured. */
  public record Size(Race race, Alone alone) {
    /** Beside the others: the rounds, the numbers of threads, how full a queue is drained. */
    record Race(int warmUp, int rounds, List<Integer> threads, int jobs, Sustained.Course course) {}

    /** Ours alone. */
    record Alone(int samples, ClaimCost.Stock few, ClaimCost.Stock many) {}

    public static Size full(int rounds) {
      return new Size(
          new Race(
              5_000,
              rounds,
              List.of(1, 4, 16),
              20_000,
              new Sustained.Course(
                  Duration.ofSeconds(3), Duration.ofSeconds(12), 10_000, 1_000_000)),
          new Alone(500, new ClaimCost.Stock(500, 500), new ClaimCost.Stock(1_000_000, 100_000)));
    }

    /** Whether everything works: no figure of it means anything. */
    public static Size brief() {
      return new Size(
          new Race(
              0,
              1,
              List.of(2),
              300,
              new Sustained.Course(Duration.ofMillis(50), Duration.ofMillis(200), 200, 50_000)),
          new Alone(20, new ClaimCost.Stock(50, 150), new ClaimCost.Stock(500, 500)));
    }
  }

  public QueueBench(Size size, Supplier<External> databases, Findings findings) {
    this.size = size;
    this.databases = databases;
    this.findings = findings;
  }

  public void run() throws InterruptedException {
    race();
    promptness();
    claimCost();
    callerCost();
  }

  private void race() throws InterruptedException {
    Size.Race race = size.race();
    try (Contender ours = new StackynContender(databases.get());
        Contender dbScheduler = new DbSchedulerContender(databases.get());
        Contender jobRunr = new JobRunrContender(databases.get())) {
      Contest contest = new Contest(ours, List.of(dbScheduler, jobRunr), findings);
      contest.introduce(race.threads());
      if (race.warmUp() > 0) {
        contest.warmUp(race.threads().getLast(), race.warmUp());
      }
      for (int threads : race.threads()) {
        contest.drain(threads, race.rounds(), race.jobs());
        contest.sustain(threads, race.rounds(), race.course());
      }
    }
  }

  private void promptness() throws InterruptedException {
    int samples = size.alone().samples();
    Figures here = Promptness.here(Databases.url(databases.get()), samples);
    findings.figure("begin_here_ms_p50", here.percentile(50), "<=5");
    findings.figure("begin_here_ms_p99", here.percentile(99), "<=50");
    Figures elsewhere = Promptness.fromElsewhere(Databases.url(databases.get()), samples);
    findings.figure("begin_elsewhere_ms_p50", elsewhere.percentile(50), "<=5");
    findings.figure("begin_elsewhere_ms_p99", elsewhere.percentile(99), "<=50");
    findings.say(
        String.format(
            Locale.ROOT,
            "a job begins after     p50 %.1f ms, p99 %.1f ms; enqueued by another process p50 %.1f ms, p99 %.1f ms",
            here.percentile(50),
            here.percentile(99),
            elsewhere.percentile(50),
            elsewhere.percentile(99)));
  }

  private void claimCost() {
    Size.Alone alone = size.alone();
    ClaimCost cost = ClaimCost.measure(databases, alone.few(), alone.many(), alone.samples());
    findings.figure("claim_few_ms", cost.fewMillis());
    findings.figure("claim_many_ms", cost.manyMillis());
    findings.figure("claim_ratio", cost.ratio(), "<=1.3");
    findings.say(
        String.format(
            Locale.ROOT,
            "a claim takes          %.2f ms among %d jobs, %.2f ms among %d",
            cost.fewMillis(),
            alone.few().finished() + alone.few().waiting(),
            cost.manyMillis(),
            alone.many().finished() + alone.many().waiting()));
  }

  private void callerCost() {
    Figures differences = CallerCost.measure(databases.get(), size.alone().samples());
    findings.figure("enqueue_adds_ms", differences.median(), "<=1");
    findings.say(
        String.format(Locale.ROOT, "to its caller it adds  %.2f ms", differences.median()));
  }
}
