package dev.stackyn;

import dev.stackyn.platform.adapters.postgres.EmbeddedPostgres;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.Embedded;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The database for a verb that works on it, whether the platform runs or not. */
final class VerbDatabase {
  private VerbDatabase() {}

  /** What a verb does while the database is there. */
  interface Work {
    void on(External location) throws IOException, InterruptedException, SQLException;
  }

  /** An embedded server is stopped again only by the one who started it. */
  static void visit(DatabaseSettings settings, Work work)
      throws IOException, InterruptedException, SQLException {
    switch (settings.location()) {
      case External external -> work.on(external);
      case Embedded(Path folder) -> visit(EmbeddedPostgres.in(folder), work);
    }
  }

  private static void visit(EmbeddedPostgres postgres, Work work)
      throws IOException, InterruptedException, SQLException {
    boolean ranBefore = postgres.isRunning();
    postgres.start();
    try {
      work.on(postgres.location());
    } finally {
      if (!ranBefore) {
        postgres.stop();
      }
    }
  }
}
