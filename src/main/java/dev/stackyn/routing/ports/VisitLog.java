package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Counted;
import dev.stackyn.routing.domain.Turnover;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What the routers of all platforms on the database write down of the requests they have had. */
public interface VisitLog {
  /** These apps have had requests until now. */
  void visited(Set<AppId> apps);

  Set<AppId> visitedWithin(Duration time);

  /** What this router has counted, instead of what it had told before. It is in the register. */
  void tell(Map<AppId, Counted> counted);

  /** The sum of what the others have told of that app and backend. */
  Turnover elsewhere(AppId app, Backend backend);
}
