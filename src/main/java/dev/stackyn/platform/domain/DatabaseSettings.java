package dev.stackyn.platform.domain;

import dev.stackyn.kernel.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which PostgreSQL holds the platform's data, how many connections it may take, and who migrates
 * it.
 */
public record DatabaseSettings(Location location, Pool pool, Migrate migrate) {

  public enum Migrate {
    AUTO,
    OFF
  }

  /** The embedded server in the platform's home, or one that somebody else runs. */
  public sealed interface Location {
    record Embedded(Path folder) implements Location {}

    record External(String jdbcUrl, String user, Optional<Secret> password) implements Location {}
  }

  /** Bounds on the connections to the database. */
  public record Pool(int most, int leastIdle, Duration connectTimeout, Duration lifetime) {}

  public DatabaseSettings {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(migrate, "migrate");
  }

  public static DatabaseSettings from(Variables variables, Path home) {
    return new DatabaseSettings(
        location(variables, home),
        new Pool(
            variables.text("STACKYN_DATABASE_POOL_MAX").asWhole(2, 500).or(10),
            variables.text("STACKYN_DATABASE_POOL_IDLE").asWhole(0, 500).or(2),
            variables
                .text("STACKYN_DATABASE_CONNECT_TIMEOUT")
                .asDuration(Duration.ofMillis(250), Duration.ofMinutes(1))
                .or(Duration.ofSeconds(2)),
            variables
                .text("STACKYN_DATABASE_CONNECTION_LIFETIME")
                .asDuration(Duration.ofSeconds(30), Duration.ofDays(1))
                .or(Duration.ofMinutes(30))),
        variables.text("STACKYN_MIGRATE").asOneOf(Migrate.class).or(Migrate.AUTO));
  }

  private static Location location(Variables variables, Path home) {
    Optional<Location> byUrl =
        variables.text("DATABASE_URL").as(DatabaseUrl::parse).as(Location.class::cast).optional();
    Optional<String> host = variables.text("POSTGRES_HOST").optional();
    int port = variables.text("POSTGRES_PORT").asWhole(1, 65_535).or(5432);
    String user = variables.text("POSTGRES_USER").or("postgres");
    Optional<Secret> password = variables.text("POSTGRES_PASSWORD").as(Secret::new).optional();
    String database = variables.text("POSTGRES_DATABASE").or("stackyn");
    DatabaseUrl.SslMode sslMode =
        variables
            .text("POSTGRES_SSLMODE")
            .as(DatabaseUrl.SslMode::of)
            .or(DatabaseUrl.SslMode.PREFER);
    if (variables.isSet("DATABASE_URL")) {
      // A URL that cannot be read has been noted as a problem: nothing starts with the stand-in.
      return byUrl.orElseGet(() -> new Location.Embedded(home.resolve("postgres")));
    }
    return host.<Location>map(name -> DatabaseUrl.of(name, port, database, user, password, sslMode))
        .orElseGet(() -> new Location.Embedded(home.resolve("postgres")));
  }
}
