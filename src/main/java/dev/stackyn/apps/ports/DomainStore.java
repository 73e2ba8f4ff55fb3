package dev.stackyn.apps.ports;

import dev.stackyn.apps.domain.CustomDomain;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import java.util.List;
import java.util.Optional;

/** Names that owners want their apps to answer to. Each call is within a transaction. */
public interface DomainStore {
  /** In the order in which they were asked for. */
  List<CustomDomain> of(AppId app);

  Optional<CustomDomain> find(AppId app, Host host);

  /** Whether another app asks for the name as well, or has it. */
  boolean isContested(AppId app, Host host);

  /** One that is there already stays as it is. */
  void add(CustomDomain domain);

  /** What is gone meanwhile stays so; false then. */
  boolean save(CustomDomain domain);

  boolean remove(AppId app, Host host);

  /** Those that are not active, the ones that were looked at longest ago first. */
  List<CustomDomain> toCheck(int most);
}
