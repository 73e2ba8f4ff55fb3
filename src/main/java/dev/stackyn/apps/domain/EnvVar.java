package dev.stackyn.apps.domain;

import dev.stackyn.kernel.AppId;
import java.time.Instant;
import java.util.Objects;

/**
 * One variable of an app's environment.
 *
 * @param build whether builds may read it too
 */
public record EnvVar(long id, AppId app, EnvKey key, EnvValue value, boolean build, Dates dates) {
  public EnvVar {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(dates, "dates");
  }

  /** Since when it has been there, and since when it has said this. */
  public record Dates(Instant createdAt, Instant updatedAt) {}
}
