package dev.stackyn.platform.domain;

import dev.stackyn.kernel.RequestId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who did what to what, and when. Details never hold a secret. */
public record AuditEntry(Instant at, String actor, Action action, Optional<RequestId> request) {

  /** What was done, such as {@code platform.started}, to what, and the facts worth keeping. */
  public record Action(String name, Optional<String> subject, Map<String, String> detail) {
    private static final Pattern NAME = Pattern.compile("[a-z_]+(\\.[a-z_]+)+");

    public Action {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("not the name of an action: " + name);
      }
      detail = Map.copyOf(detail);
    }
  }

  /** What the platform does by itself. */
  public static final String SYSTEM = "system";
}
