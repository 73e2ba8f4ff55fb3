package dev.stackyn.platform.domain;

import java.time.Instant;
import java.util.Optional;

/** Which entries of the audit log are wanted; what is not said does not matter. */
public record AuditQuery(
    Optional<String> action, Optional<String> actor, Optional<Instant> from, Optional<Instant> to) {
  public static final AuditQuery ALL =
      new AuditQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
