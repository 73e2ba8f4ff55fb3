package dev.stackyn.platform.domain;

import dev.stackyn.kernel.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the API listens, whom it lets in from a browser, and how long and how large a request may be.
 */
public record HttpSettings(
    String host,
    int port,
    List<String> allowedOrigins,
    HttpLimits limits,
    Optional<Secret> metricsToken) {

  /** Bounds on one request and one connection. */
  public record HttpLimits(
      long bodyBytes, int headerBytes, Duration request, Duration idle, Duration shutdownGrace) {}

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(\\[[0-9a-fA-F:]+]|[A-Za-z0-9.-]+)(:\\d{1,5})?");

  public HttpSettings {
    Objects.requireNonNull(host, "host");
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  public static HttpSettings from(Variables variables) {
    return new HttpSettings(
        variables.text("SERVER_HOST", "SERVER_ADDR").or("0.0.0.0"),
        variables.text("PORT", "SERVER_PORT").asWhole(0, 65_535).or(8080),
        variables
            .text("CORS_ALLOWED_ORIGINS", "ALLOWED_ORIGINS")
            .as(HttpSettings::origins)
            .or(localOrigins()),
        limits(variables),
        variables
            .text("STACKYN_METRICS_TOKEN")
            .must(token -> token.length() >= 16, "must be at least 16 characters long")
            .as(Secret::new)
            .optional());
  }

  /** Where a person on this machine finds the API. */
  public URI localUrl(int boundPort) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "localhost" : host;
    return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + boundPort);
  }

  private static HttpLimits limits(Variables variables) {
    return new HttpLimits(
        variables.text("STACKYN_MAX_BODY").asBytes(1 << 10, 1 << 30).or(1L << 20),
        variables.text("STACKYN_MAX_HEADERS").asBytes(1 << 10, 1 << 20).or(16L << 10).intValue(),
        variables
            .text("STACKYN_REQUEST_TIMEOUT")
            .asDuration(second(1), second(3600))
            .or(second(30)),
        variables.text("STACKYN_IDLE_TIMEOUT").asDuration(second(1), second(3600)).or(second(120)),
        variables.text("STACKYN_SHUTDOWN_GRACE").asDuration(second(0), second(600)).or(second(20)));
  }

  private static Duration second(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static List<String> origins(String text) {
    if (text.equalsIgnoreCase("off")) {
      return List.of();
    }
    List<String> origins = new ArrayList<>();
    for (String origin : text.split(",", -1)) {
      String stripped = origin.strip();
      if (!ORIGIN.matcher(stripped).matches()) {
        throw new IllegalArgumentException(
            "must be \"off\" or a comma list of origins such as https://app.example.com"
                + " (no path, no trailing slash, no wildcard)");
      }
      origins.add(stripped);
    }
    return List.copyOf(origins);
  }

  /** Where the web app, the admin app and the jobs dashboard run while somebody works on them. */
  private static List<String> localOrigins() {
    return Stream.of("localhost", "127.0.0.1")
        .flatMap(
            host -> Stream.of(3000, 3001, 5173, 5174).map(port -> "http://" + host + ":" + port))
        .toList();
  }
}
