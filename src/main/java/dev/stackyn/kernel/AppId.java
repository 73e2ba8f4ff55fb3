package dev.stackyn.kernel;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names one app, in every context. */
public record AppId(UUID value) {
  public AppId {
    Objects.requireNonNull(value, "value");
  }

  /** What a client sent as an app's id, or nothing when it cannot be one. */
  public static Optional<AppId> parse(@Nullable String text) {
    return Ids.parse(text).map(AppId::new);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
