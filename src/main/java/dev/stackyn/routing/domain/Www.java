package dev.stackyn.routing.domain;

/** Which of two names people see, of which one is the other with {@code www.} before it. */
public enum Www {
  /** The one they asked for. */
  AS_ASKED,
  TO_WWW,
  TO_APEX;

  private static final String PREFIX = "www.";

  /** The name that people should see, whether there is such a name or not. */
  Host of(Host asked) {
    String name = asked.value();
    return switch (this) {
      case AS_ASKED -> asked;
      case TO_WWW -> name.startsWith(PREFIX) ? asked : Host.asked(PREFIX + name).orElse(asked);
      case TO_APEX ->
          name.startsWith(PREFIX)
              ? Host.asked(name.substring(PREFIX.length())).orElse(asked)
              : asked;
    };
  }
}
