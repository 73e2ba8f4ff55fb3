package dev.stackyn.jobs.proof;

import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.Databases;
import dev.stackyn.testing.DurablePostgres;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Everything the queue has to survive, one after the other; the first that it does not, throws. */
public final class QueueProof {
  private final Size size;
  private final DurablePostgres postgres;
  private final RandomGenerator random;
  private final Consumer<String> say;

  /** How much of everything. */
  public record Size(int workers, Kills kills, Restarts restarts, int unruly, int cancels) {
    /** How many, and how many jobs meanwhile. */
    record Kills(int count, int jobs) {}

    /** How many, and how many jobs between two. */
    record Restarts(int count, int jobs) {}

    static final Size FULL = new Size(4, new Kills(200, 5_000), new Restarts(5, 400), 20, 10_000);

    /** For the suite: most of its time, processes start. */
    static final Size SHORT = new Size(2, new Kills(2, 100), new Restarts(1, 50), 5, 300);
  }

  QueueProof(Size size, DurablePostgres postgres, RandomGenerator random, Consumer<String> say) {
    this.size = size;
    this.postgres = postgres;
    this.random = random;
    this.say = say;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean brief = arguments.length > 0 && arguments[0].equals("--short");
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    try (DurablePostgres postgres = DurablePostgres.start()) {
      new QueueProof(
              brief ? Size.SHORT : Size.FULL,
              postgres,
              RandomGeneratorFactory.getDefault().create(seed),
              System.out::println)
          .run();
    }
    System.out.println("{\"proof\":\"queue\",\"survived\":true}");
  }

  void run() throws IOException, InterruptedException {
    External database = postgres.freshDatabase();
    String url = Databases.url(database);
    Ledger ledger = new Ledger(database);
    try (TestPlatform platform =
            TestPlatform.start(Map.of("DATABASE_URL", url, "STACKYN_ROLE", "api")).untilReady();
        Workforce workforce = new Workforce(url, ledger, random)) {
      ledger.open();
      workforce.hire(size.workers());
      kill(platform, ledger, workforce);
      ledger.clear();
      cancel(platform, ledger);
      ledger.clear();
      restart(platform, ledger, workforce);
      ledger.clear();
      defy(platform, ledger);
    }
  }

  private void kill(TestPlatform platform, Ledger ledger, Workforce workforce)
      throws IOException, InterruptedException {
    long taken =
        new KilledWorkers(platform, ledger, workforce, random)
            .prove(size.kills().count(), size.kills().jobs());
    say.accept(
        "killed    %d workers in the midst of %d jobs: %d were taken over, each took effect once"
            .formatted(size.kills().count(), size.kills().jobs(), taken));
  }

  private void cancel(TestPlatform platform, Ledger ledger) throws InterruptedException {
    int cancelled = new RacingCancels(platform, ledger).prove(size.cancels());
    say.accept(
        "cancelled %d jobs while they were claimed and completed: %d in time, each ended once"
            .formatted(size.cancels(), cancelled));
  }

  private void restart(TestPlatform platform, Ledger ledger, Workforce workforce)
      throws IOException, InterruptedException {
    int jobs =
        new RestartedPostgres(postgres, platform, ledger, workforce)
            .prove(size.restarts().count(), size.restarts().jobs());
    say.accept(
        "restarted PostgreSQL %d times under %d jobs: none was lost, no worker needed help"
            .formatted(size.restarts().count(), jobs));
  }

  private void defy(TestPlatform platform, Ledger ledger) {
    new UnrulyHandlers(platform, ledger).prove(size.unruly());
    say.accept(
        "defied    by %d handlers that threw, hung or swallowed their interrupt: each ended in time"
            .formatted(3 * size.unruly()));
  }
}
