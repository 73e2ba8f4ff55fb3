package dev.stackyn;

import dev.stackyn.platform.adapters.postgres.ConnectionPool;
import dev.stackyn.platform.adapters.postgres.Migrations;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** {@code migrate}: the database's schema, up, down or looked at, without the platform. */
final class MigrateVerb {
  static final String USAGE = "usage: stackyn migrate up | status | down --to VERSION";

  private final DatabaseSettings settings;
  private final PrintStream out;

  MigrateVerb(DatabaseSettings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Whether the words after {@code migrate} mean something. */
  static boolean understands(List<String> words) {
    return words.equals(List.of("up"))
        || words.equals(List.of("status"))
        || (words.size() == 3
            && words.get(0).equals("down")
            && words.get(1).equals("--to")
            && words.get(2).matches("\\d{1,6}"));
  }

  void run(List<String> words) throws IOException, InterruptedException, SQLException {
    VerbDatabase.visit(settings, location -> run(words, location));
  }

  private void run(List<String> words, External location) throws SQLException {
    try (ConnectionPool pool = new ConnectionPool(location, settings.pool(), Optional.empty())) {
      Migrations migrations = new Migrations(pool.dataSource());
      switch (words.getFirst()) {
        case "up" -> report("applied", migrations.up());
        case "down" -> report("taken back", migrations.downTo(Integer.parseInt(words.get(2))));
        default -> {}
      }
      print(migrations.status());
    }
  }

  private void report(String what, List<Integer> versions) {
    if (versions.isEmpty()) {
      out.println("nothing to do");
    } else {
      out.println(what + ": " + String.join(", ", versions.stream().map(String::valueOf).toList()));
    }
  }

  private void print(Migrations.Status status) {
    status
        .known()
        .forEach((version, description) ->
            out.printf(
                "%6d  %-8s %s%n",
                version, status.applied().contains(version) ? "applied" : "pending", description));
    out.printf("database at version %d of %d%n", status.at(), status.latest());
  }
}
