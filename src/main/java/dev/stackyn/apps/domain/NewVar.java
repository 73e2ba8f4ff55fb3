package dev.stackyn.apps.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * A variable as somebody wants it.
 *
 * @param build whether builds may read it too; left open, one that is there keeps its mark, and a
 *     new one has none
 */
public record NewVar(EnvKey key, EnvValue value, Optional<Boolean> build) {
  public NewVar {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(build, "build");
  }
}
