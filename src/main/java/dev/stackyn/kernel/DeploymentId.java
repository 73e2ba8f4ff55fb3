package dev.stackyn.kernel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names one deployment, in every context. */
public record DeploymentId(long value) {
  private static final Pattern FORM = Pattern.compile("(?:dep_)?(\\d{1,18})");

  public DeploymentId {
    if (value <= 0) {
      throw new IllegalArgumentException("a deployment's number is positive");
    }
  }

  /** {@code 12} and {@code dep_12} are the same; nothing when it cannot be a deployment's id. */
  public static Optional<DeploymentId> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(form.group(1)).map(Long::parseLong).filter(n -> n > 0).map(DeploymentId::new)
        : Optional.empty();
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
