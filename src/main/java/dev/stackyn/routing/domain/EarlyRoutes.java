package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.DatabaseSettings.Location;
import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.routing.ports.TableFile;
import dev.stackyn.routing.ports.TableFile.Origin;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What requests may go by before there is a database: the routes that this process kept when it ran
 * last, as far as the engine says that the very apps are where they lead. Everything else waits.
 */
@Singleton
public class EarlyRoutes {
  /** As long as a restart takes. What others have changed meanwhile is seen with the database. */
  private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(1);

  private final ProcessRole role;
  private final boolean alone;
  private final TableFile file;
  private final Provider<Residents> residents;
  private final LiveRoutes live;
  private final Clock clock;

  public EarlyRoutes(
      ProcessRole role,
      DatabaseSettings database,
      TableFile file,
      Provider<Residents> residents,
      LiveRoutes live,
      Clock clock) {
    this.role = role;
    // Nobody else changes anything in a database that starts with this process.
    this.alone = database.location() instanceof Location.Embedded;
    this.file = file;
    this.residents = residents;
    this.live = live;
    this.clock = clock;
  }

  /** Blocks as long as the engine may take to answer. Gives the number of routes. */
  public int begin() {
    if (!role.serves()) {
      return 0;
    }
    Optional<Origin> origin = file.origin().filter(this::isRecent);
    Map<AppId, Set<InetAddress>> present =
        origin.map(Origin::platform).map(residents.get()::of).orElse(Map.of());
    List<Route> known = present.isEmpty() ? List.of() : file.routes(present);
    if (!known.isEmpty()) {
      live.begin(known);
    }
    return known.size();
  }

  /** A time that is yet to come is no time at all: the clock has been set. */
  private boolean isRecent(Origin origin) {
    Instant now = clock.instant();
    Instant confirmed = origin.confirmed();
    boolean isPast = !confirmed.isAfter(now);
    return alone || (isPast && confirmed.plus(LONGEST_ABSENCE).isAfter(now));
  }
}
