package dev.stackyn.apps.domain;

import dev.stackyn.apps.ports.AppList;
import dev.stackyn.apps.ports.AppStore;
import dev.stackyn.identity.domain.Departure;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** The apps of a user who goes, go with him: what is in their volumes too. */
@Singleton
public class AppsOfTheGone implements Departure {
  private final AppList list;
  private final AppStore store;
  private final Launches launches;

  public AppsOfTheGone(AppList list, AppStore store, Launches launches) {
    this.list = list;
    this.store = store;
    this.launches = launches;
  }

  @Override
  @Transactional
  public void leaving(UserId user) {
    Requester himself = new Requester(user, false);
    for (App app : list.of(user)) {
      launches.remove(himself, app, true);
      store.remove(app.id());
    }
  }
}
