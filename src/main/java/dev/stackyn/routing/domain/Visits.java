package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.ports.VisitLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** What the routers tell each other of the requests that they have had. */
@Singleton
public class Visits {
  private final VisitLog log;

  public Visits(VisitLog log) {
    this.log = log;
  }

  /** These apps have just had requests. */
  @Transactional
  public void note(Set<AppId> apps) {
    log.visited(apps);
  }

  /**
   * Which apps any router had requests for within the time, or has now. Routers say so every few
   * seconds.
   */
  @Transactional
  public Set<AppId> within(Duration time) {
    return log.visitedWithin(time);
  }

  /** What this process's router has counted of apps that have taken another backend. */
  @Transactional
  public void tell(Map<AppId, Counted> counted) {
    log.tell(counted);
  }

  /** What the other routers have counted of an app since it took that backend. */
  @Transactional
  public Turnover elsewhere(AppId app, Backend backend) {
    return log.elsewhere(app, backend);
  }
}
