package dev.stackyn.platform.domain;

import java.nio.file.Path;

/**
 * Everything the platform itself is told from outside. Each other context reads its own settings
 * the same way.
 *
 * @param home the folder with all state
 * @param keys the folder with what signs and seals
 */
public record PlatformSettings(
    Path home,
    Path keys,
    ProcessRole role,
    HttpSettings http,
    DatabaseSettings database,
    EngineSettings engine,
    LogSettings log) {

  /** What apps run on: the Docker engine, and the domain and port they are reached under. */
  public record EngineSettings(DockerSettings docker, RoutingSettings routing) {}

  public static PlatformSettings from(Variables variables) {
    Path home =
        variables
            .text("STACKYN_HOME")
            .as(Path::of)
            .as(Path::toAbsolutePath)
            .optional()
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".stackyn"));
    variables.readElsewhere("STACKYN_HOME", "~/.stackyn");
    variables.readElsewhere("STACKYN_ENV_FILE", ".env");
    variables.readElsewhere("STACKYN_JDK_URL", "");
    variables.readElsewhere("STACKYN_JVM_OPTIONS", "");
    variables.readElsewhere("STACKYN_AOT", "on");
    PlatformSettings settings =
        new PlatformSettings(
            home,
            variables
                .text("STACKYN_KEYS")
                .as(Path::of)
                .as(Path::toAbsolutePath)
                .optional()
                .orElseGet(() -> home.resolve("keys")),
            variables.text("STACKYN_ROLE").asOneOf(ProcessRole.class).or(ProcessRole.ALL),
            HttpSettings.from(variables),
            DatabaseSettings.from(variables, home),
            new EngineSettings(DockerSettings.from(variables), RoutingSettings.from(variables)),
            LogSettings.from(variables));
    if (settings.http.port() != 0
        && settings.http.port() == settings.engine.routing().routerPort()) {
      variables.problem("STACKYN_ROUTER_PORT", "must differ from PORT");
    }
    if (settings.role != ProcessRole.ALL
        && settings.database.location() instanceof DatabaseSettings.Location.Embedded) {
      variables.problem(
          "STACKYN_ROLE",
          "one that does a part only shares a database with others: set DATABASE_URL");
    }
    return settings;
  }
}
