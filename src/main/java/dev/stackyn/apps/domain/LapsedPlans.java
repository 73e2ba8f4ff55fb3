package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppList;
import dev.stackyn.billing.domain.Subscriptions;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which apps ought to be off because nobody pays for them, and which ought to come back. */
@Singleton
public class LapsedPlans {
  private final AppList list;
  private final Subscriptions subscriptions;

  public LapsedPlans(AppList list, Subscriptions subscriptions) {
    this.list = list;
    this.subscriptions = subscriptions;
  }

  @Transactional
  public List<App> toDisable() {
    return list.enabled(subscriptions.lapsed());
  }

  @Transactional
  public List<App> toEnable() {
    Set<UserId> lapsed = new HashSet<>(subscriptions.lapsed());
    return list.disabled().stream().filter(app -> !lapsed.contains(app.owner())).toList();
  }
}
