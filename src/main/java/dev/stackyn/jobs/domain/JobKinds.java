package dev.stackyn.jobs.domain;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What this platform can work on. Jobs of other kinds are left to platforms that can. */
@Singleton
public class JobKinds {
  private final Map<String, JobHandler> handlers;

  public JobKinds(Collection<JobHandler> handlers) {
    this.handlers =
        handlers.stream()
            .collect(Collectors.toUnmodifiableMap(h -> h.kind().name(), Function.identity()));
  }

  List<JobKind> all() {
    return handlers.values().stream().map(JobHandler::kind).toList();
  }

  Optional<JobHandler> handler(String kind) {
    return Optional.ofNullable(handlers.get(kind));
  }
}
