package dev.stackyn.apps.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an environment variable, as every shell can say it. */
public record EnvKey(String name) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  public EnvKey {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "must begin with a letter or underscore, and have letters, digits and underscores only,"
              + " 128 at most");
    }
  }

  /** Nothing when no variable can be called that. */
  public static Optional<EnvKey> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new EnvKey(text)) : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
