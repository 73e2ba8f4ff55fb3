package dev.stackyn.routing.domain;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who takes the requests that come from outside: our own router, or Traefik in front of it. */
public record FrontSettings(Optional<Traefik> traefik) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
  private static final int LEAST_TOKEN = 16;

  /** What {@code ROUTING} may say. */
  private enum Choice {
    EMBEDDED,
    TRAEFIK
  }

  /**
   * How Traefik and this platform find each other.
   *
   * @param api where Traefik's API answers, which says what it serves
   * @param token what Traefik brings when it asks for its routes
   * @param entryPoints where it takes requests for apps
   * @param resolver what it gets certificates from, if it serves TLS
   * @param router our own router, as Traefik reaches it: it answers for what has no container
   * @param patience how long Traefik may take to follow a change
   * @param linger how long requests that Traefik has sent to an old container may go on
   */
  public record Traefik(
      URI api,
      Secret token,
      List<String> entryPoints,
      Optional<String> resolver,
      URI router,
      Duration patience,
      Duration linger) {
    public Traefik {
      entryPoints = List.copyOf(entryPoints);
    }
  }

  public static FrontSettings from(Variables variables) {
    Choice choice = variables.text("ROUTING").asOneOf(Choice.class).or(Choice.EMBEDDED);
    Optional<Secret> token =
        variables
            .text("STACKYN_TRAEFIK_TOKEN")
            .must(text -> text.length() >= LEAST_TOKEN, "must be at least 16 characters long")
            .as(Secret::new)
            .optional();
    Traefik traefik = traefik(variables, token.orElse(new Secret("")));
    if (choice == Choice.EMBEDDED) {
      return new FrontSettings(Optional.empty());
    }
    if (!variables.isSet("STACKYN_TRAEFIK_TOKEN")) {
      variables.problem(
          "STACKYN_TRAEFIK_TOKEN", "must be set with ROUTING=traefik: Traefik sends it");
    }
    return new FrontSettings(Optional.of(traefik));
  }

  private static Traefik traefik(Variables variables, Secret token) {
    return new Traefik(
        variables
            .text("TRAEFIK_API_URL")
            .as(FrontSettings::address)
            .or(URI.create("http://127.0.0.1:8090")),
        token,
        variables.text("TRAEFIK_ENTRY_POINT").as(FrontSettings::names).or(List.of("web")),
        variables
            .text("TRAEFIK_CERT_RESOLVER")
            .must(text -> NAME.matcher(text).matches(), "must be the name of a resolver")
            .optional(),
        variables
            .text("STACKYN_TRAEFIK_ROUTER_URL")
            .as(FrontSettings::address)
            .or(URI.create("http://127.0.0.1:8000")),
        variables
            .text("STACKYN_TRAEFIK_TIMEOUT")
            .asDuration(Duration.ofMillis(100), Duration.ofMinutes(5))
            .or(Duration.ofSeconds(30)),
        variables
            .text("STACKYN_TRAEFIK_LINGER")
            .asDuration(Duration.ZERO, Duration.ofMinutes(10))
            .or(Duration.ofSeconds(5)));
  }

  private static URI address(String text) {
    try {
      URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && isBare(uri)) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // As below: what the text was is not repeated, it may hold a password.
    }
    throw new IllegalArgumentException(
        "must be an address such as http://127.0.0.1:8090, without user or query");
  }

  private static boolean isBare(URI uri) {
    return uri.getRawQuery() == null && uri.getRawFragment() == null;
  }

  private static List<String> names(String text) {
    List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
    if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw new IllegalArgumentException("must be names of entry points, with commas between them");
    }
    return names;
  }
}
