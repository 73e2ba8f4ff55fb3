package dev.stackyn.platform.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestFolders;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Ready means that a request can be served; a platform that cannot says why, and comes back by
 * itself.
 */
class ReadinessTest {

  @Test
  void recoversWhenTheDatabaseStopsAndStartsUnderIt() throws Exception {
    Path folder = TestPostgres.newFolder();
    EmbeddedPostgres postgres = EmbeddedPostgres.in(folder);
    postgres.start();
    try (TestPlatform platform =
        TestPlatform.start(Map.of("DATABASE_URL", TestPostgres.url(postgres.location())))
            .untilReady()) {
      postgres.stop();
      Eventually.that(
          "the platform says that its database is away",
          () -> platform.get("/health/ready").statusCode() == 503);
      assertThat(platform.get("/health/ready").body())
          .contains("\"ready\":false", "\"code\":\"NOT_READY\"", "database: not reachable");
      assertThat(platform.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(platform.get("/probe/database").statusCode()).isEqualTo(503);
      assertThat(platform.get("/probe/database").body()).contains("\"code\":\"NOT_READY\"");

      postgres.start();
      platform.untilReady();
      assertThat(platform.get("/probe/database").statusCode()).isEqualTo(200);
    } finally {
      postgres.stop();
      TestFolders.delete(folder);
    }
  }

  @Test
  void startsBeforeItsDatabaseDoes() throws Exception {
    Path folder = TestPostgres.newFolder();
    EmbeddedPostgres postgres = EmbeddedPostgres.in(folder);
    try (TestPlatform platform =
        TestPlatform.start(Map.of("DATABASE_URL", TestPostgres.url(postgres.location())))) {
      assertThat(platform.get("/health/ready").statusCode()).isEqualTo(503);
      postgres.start();
      platform.untilReady();
    } finally {
      postgres.stop();
      TestFolders.delete(folder);
    }
  }

  @Test
  void staysUnreadyOnAnOldSchemaThatItMayNotMigrate() throws Exception {
    External database = TestPostgres.freshDatabase();
    try (TestPlatform platform =
        TestPlatform.start(
            Map.of("DATABASE_URL", TestPostgres.url(database), "STACKYN_MIGRATE", "off"))) {
      Eventually.that(
          "the reason is told",
          () -> platform.get("/health/ready").body().contains("STACKYN_MIGRATE is off"));
      assertThat(platform.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(platform.get("/health/ready").body()).contains("schema at version 0");

      try (ConnectionPool pool = new ConnectionPool(database, pool(), Optional.empty())) {
        new Migrations(pool.dataSource()).up();
      }
      platform.untilReady();
    }
  }

  @Test
  void isNotReadyWithoutDocker() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      platform.docker().close();
      Eventually.that(
          "the platform says that Docker is away",
          () -> platform.get("/health/ready").body().contains("docker: not reachable"));
      assertThat(platform.get("/health/ready").statusCode()).isEqualTo(503);
    }
  }

  private static DatabaseSettings.Pool pool() {
    return DatabaseSettings.from(new Variables(Map.of()), Path.of("/nowhere")).pool();
  }
}
