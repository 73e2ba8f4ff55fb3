package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.Probe;
import jakarta.inject.Singleton;
import java.sql.SQLException;

/** Whether the database answers, and whether its schema is the one this build works with. */
@Singleton
final class DatabaseProbe implements Probe {
  private final Migrations migrations;
  private final DatabaseStart start;

  DatabaseProbe(Migrations migrations, DatabaseStart start) {
    this.migrations = migrations;
    this.start = start;
  }

  @Override
  public String name() {
    return "database";
  }

  @Override
  public String working() {
    return "connected";
  }

  @Override
  public Finding look() {
    Migrations.Status status;
    try {
      status = migrations.status();
    } catch (SQLException e) {
      return Finding.problem(
          "not reachable (" + SqlFailure.of(e) + ")",
          "check that PostgreSQL runs, and DATABASE_URL or POSTGRES_*");
    }
    if (!status.isCurrent()) {
      return outdated(status);
    }
    return start.isDone() ? Finding.ok("schema at version " + status.at()) : starting();
  }

  private Finding outdated(Migrations.Status status) {
    String text =
        "schema at version %d, this build needs %d".formatted(status.at(), status.latest());
    return start
        .trouble()
        .map(trouble -> Finding.problem(text + " (" + trouble + ")", "see the log"))
        .orElseGet(() -> Finding.problem(text, "run ./stackyn migrate up"));
  }

  private static Finding starting() {
    return Finding.problem("being prepared", "wait a moment");
  }
}
