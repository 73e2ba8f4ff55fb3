package dev.stackyn;

import dev.stackyn.platform.adapters.postgres.Migrations;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.KeyRotation;
import dev.stackyn.platform.domain.KeyRotation.Outcome;
import dev.stackyn.platform.domain.KeyRotation.Tally;
import dev.stackyn.platform.domain.SealingKey;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * {@code rotate-keys}: a new key for what the database keeps sealed, beside the platforms that run.
 * It puts the parts of a platform together and starts none of them.
 */
final class RotateKeysVerb {
  static final String USAGE = "usage: stackyn rotate-keys [--prune]";
  private static final List<String> PRUNE = List.of("--prune");

  private final Settings settings;
  private final PrintStream out;
  private boolean complete;

  RotateKeysVerb(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Whether the words after {@code rotate-keys} mean something. */
  static boolean understands(List<String> words) {
    return words.isEmpty() || words.equals(PRUNE);
  }

  /** Returns whether the newest key opens everything now. */
  boolean run(List<String> words) throws IOException, InterruptedException, SQLException {
    VerbDatabase.visit(settings.platform().database(), location -> run(words, location));
    return complete;
  }

  private void run(List<String> words, External location) throws SQLException {
    try (ApplicationContext context = Platform.context(settings, location).start()) {
      Migrations.Status schema = context.getBean(Migrations.class).status();
      if (!schema.isCurrent()) {
        throw new IllegalStateException(
            "the database is at version %d of %d: run ./stackyn migrate up first"
                .formatted(schema.at(), schema.latest()));
      }
      KeyRotation rotation = context.getBean(KeyRotation.class);
      Duration jobsLive = jobsLive();
      Outcome outcome = words.equals(PRUNE) ? rotation.prune(jobsLive) : rotation.rotate(jobsLive);
      print(outcome);
      complete = outcome.isComplete();
    }
  }

  /** They are kept for a while after their end, and letters are tried for some hours. */
  private Duration jobsLive() {
    return settings.jobs().retention().plusDays(1);
  }

  private void print(Outcome outcome) {
    out.println("sealing with key " + outcome.newest().id());
    outcome.tallies().forEach(this::print);
    print(outcome.old().retired(), "nothing needs it any more; its file ends in .retired now");
    print(outcome.old().destroyed(), "destroyed");
    print(
        outcome.old().needed(),
        outcome.isComplete()
            ? "stays for letters in jobs, at most %d days; a later rotation puts it aside"
                .formatted(jobsLive().toDays())
            : "stays, as all old keys do while something cannot be opened");
  }

  private void print(Tally tally) {
    out.printf("%s: %d sealed anew%n", tally.what(), tally.resealed());
    tally
        .unopenable()
        .forEach(
            (why, count) -> out.printf("%s: %d left as they are: %s%n", tally.what(), count, why));
  }

  private void print(List<SealingKey> keys, String fate) {
    keys.forEach(key -> out.printf("key %s of %s: %s%n", key.id(), key.madeAt(), fate));
  }
}
