package dev.stackyn.apps.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.SealedBytes;
import java.util.Objects;

/** One variable as it is kept. */
public record SealedVar(
    long id, AppId app, EnvKey key, SealedBytes value, boolean build, EnvVar.Dates dates) {
  public SealedVar {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(dates, "dates");
  }
}
