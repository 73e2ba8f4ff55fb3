package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** What this process has counted of each app's requests since the app took its present backend. */
final class Counts {
  private final Map<AppId, Count> present = new ConcurrentHashMap<>();

  /**
   * Who comes by an older table than somebody before him counts with the backend that he goes to.
   */
  Count of(AppId app, Backend backend, long revision) {
    Count known = present.get(app);
    if (known == null || !known.isOf(backend)) {
      known = turned(app, backend, revision);
    }
    known.visit();
    return known;
  }

  private Count turned(AppId app, Backend backend, long revision) {
    Count now =
        present.compute(
            app,
            (same, known) -> {
              if (known == null) {
                return Count.first(backend, revision);
              }
              return known.isOf(backend) || !known.isOlderThan(revision)
                  ? known
                  : known.next(backend, revision);
            });
    return now.isOf(backend) ? now : now.before();
  }

  /** Nothing was counted as long as nobody came. */
  Turnover turnover(AppId app, Backend backend) {
    Count known = present.get(app);
    return known != null && known.isOf(backend) ? known.turnover() : Turnover.NONE;
  }

  /** What was counted of the apps that took another backend within the time. */
  Map<AppId, Counted> recent(long nanos) {
    Map<AppId, Counted> recent = new HashMap<>();
    present.forEach((app, count) -> {
      if (count.tookOverWithin(nanos)) {
        recent.put(app, new Counted(count.backend(), count.turnover()));
      }
    });
    return recent;
  }

  /** Those that had requests since this was last asked. */
  Set<AppId> takeVisited(Predicate<Backend> hasRequests) {
    Set<AppId> visited = new HashSet<>();
    present.forEach((app, count) -> {
      if (count.takeVisited() || hasRequests.test(count.backend())) {
        visited.add(app);
      }
    });
    return visited;
  }

  void forget(AppId app) {
    present.remove(app);
  }

  void forgetAllBut(Predicate<AppId> which) {
    present.keySet().removeIf(which.negate());
  }
}
