package dev.stackyn.jobs.domain;

import dev.stackyn.kernel.UserId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that dashboards are told besides jobs. The body is what they get to see, and has to be
 * of texts, numbers, booleans, and maps and lists of those; an owner sees what is his, and
 * administrators see everything.
 */
public record Bulletin(String type, Optional<UserId> owner, Map<String, Object> body) {
  public Bulletin {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(owner, "owner");
    body = Map.copyOf(body);
  }
}
