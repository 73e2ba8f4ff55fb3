package dev.stackyn.platform.domain;

/** How much is logged, and for whom: machines read JSON, people read text. */
public record LogSettings(Level level, Format format) {

  public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARN,
    ERROR
  }

  public enum Format {
    JSON,
    TEXT
  }

  public static LogSettings from(Variables variables) {
    return new LogSettings(
        variables.text("LOG_LEVEL").asOneOf(Level.class).or(Level.INFO),
        variables.text("LOG_FORMAT").asOneOf(Format.class).or(Format.JSON));
  }
}
