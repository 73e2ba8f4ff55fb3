package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteTable;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What this process keeps of its routes on its own machine, for its next start. What is in it is
 * not secret, and nobody else relies on it: what cannot be read or written is said in the log,
 * once, and is as if it were not there.
 */
public interface TableFile {
  /**
   * Whose routes were kept.
   *
   * @param platform by which name the engine knew its apps
   * @param confirmed when they were last known to be those of the database
   */
  record Origin(String platform, Instant confirmed) {}

  /** Nothing unless it was on this database, and since this host was started. */
  Optional<Origin> origin();

  /** Those that lead to where their app is. None when what was kept is not whole any more. */
  List<Route> routes(Map<AppId, Set<InetAddress>> residents);

  /**
   * Takes the place of what was kept, as a whole, if it is still wanted when all of it is written;
   * whoever discards after that finds it there. Only what leads to apps that have no rules is kept.
   * False when nothing is.
   */
  boolean keep(String platform, RouteTable table, BooleanSupplier wanted);

  /** What was kept is still what the database says. False when it is not there. */
  boolean confirm();

  /** Nothing is kept from the return on. What is not there is not missed. */
  void discard();
}
