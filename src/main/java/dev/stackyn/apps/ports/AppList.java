package dev.stackyn.apps.ports;

import dev.stackyn.apps.domain.App;
import dev.stackyn.apps.domain.AppName;
import dev.stackyn.apps.domain.AppPage;
import dev.stackyn.billing.domain.Used;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Apps, many at a time. Every call takes part in the transaction. */
public interface AppList {
  /** Newest first. */
  List<App> of(UserId owner);

  Optional<App> named(UserId owner, AppName name);

  /** Everybody's, newest first. */
  AppPage page(int limit, int offset);

  /** How many each has, and how much memory they have; who has none is not in it. */
  Map<UserId, Used> usage(Collection<UserId> owners);

  /** Those of the owners that are not disabled. */
  List<App> enabled(Collection<UserId> owners);

  List<App> disabled();

  /** Those that are there still and are not disabled. */
  List<App> all(Collection<AppId> ids);
}
