package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppList;
import dev.stackyn.billing.domain.Entitlement;
import dev.stackyn.billing.domain.Entitlements;
import dev.stackyn.billing.domain.Feature;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.Visits;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts apps to sleep that nobody has asked for in a while and that are not to be always on: because
 * their owners say so, or because their plans do not have it.
 */
@Singleton
public class IdleApps {
  private final Deployments deployments;
  private final Visits visits;
  private final AppList list;
  private final Entitlements entitlements;
  private final SleepSettings settings;
  private final FrontSettings front;
  private final Clock clock;

  public IdleApps(
      Deployments deployments,
      Visits visits,
      AppList list,
      Entitlements entitlements,
      SleepSettings settings,
      FrontSettings front,
      Clock clock) {
    this.deployments = deployments;
    this.visits = visits;
    this.list = list;
    this.entitlements = entitlements;
    this.settings = settings;
    this.front = front;
    this.clock = clock;
  }

  /**
   * Returns which they are. What is asked for by the time it comes to that stays awake, and so does
   * everything where Traefik takes requests to apps: nobody here knows of them.
   */
  @Transactional
  public List<AppId> putToSleep() {
    if (!settings.isOn() || front.traefik().isPresent()) {
      return List.of();
    }
    Set<AppId> idle =
        new HashSet<>(deployments.awakeSince(clock.instant().minus(settings.after())));
    idle.removeAll(visits.within(settings.after()));
    List<App> sleepers = sleepers(list.all(idle));
    sleepers.forEach(app -> deployments.sleep(app.id(), app.owner()));
    return sleepers.stream().map(App::id).toList();
  }

  private List<App> sleepers(List<App> apps) {
    Map<UserId, Entitlement> owners =
        entitlements.of(apps.stream().map(App::owner).collect(Collectors.toSet()));
    return apps.stream()
        .filter(app -> {
          Entitlement owner = owners.get(app.owner());
          return !app.settings().keeping().alwaysOn()
              || (owner != null && !owner.limits().features().has(Feature.ALWAYS_ON));
        })
        .toList();
  }
}
