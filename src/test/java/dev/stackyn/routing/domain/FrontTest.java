package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.ports.Front;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import dev.stackyn.routing.ports.InMemoryVisitLog;
import dev.stackyn.routing.ports.LoneRouter;
import dev.stackyn.routing.ports.OpenDoors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A proxy before our own router, which follows changes when it likes. */
class FrontTest {
  private static final AppId APP = new AppId(new UUID(1, 1));
  private static final Set<Host> HOSTS = Set.of(new Host("shop.example.com"));
  private static final Backend OLD = Backend.at("10.1.0.2", 3000);
  private static final Backend NEW = Backend.at("10.1.0.3", 3000);

  private final List<Route> told = new ArrayList<>();
  private boolean follows = true;
  private final RouteBook book = new RouteBook(new InMemoryRouteStore());
  private final LiveRoutes live = new LiveRoutes(() -> book);
  private final Routing routing =
      new Routing(
          book,
          live,
          new Peers(new LoneRouter()),
          new Visits(new InMemoryVisitLog()),
          new OpenDoors(),
          new Slow());

  @Test
  void aSwitchIsDoneWhenTheProxyHasFollowed() {
    routing.point(APP, HOSTS, OLD);

    assertThat(told).containsExactly(new Route(APP, HOSTS, new Destination.At(OLD)));
    assertThat(routing.current(APP)).contains(OLD);
  }

  @Test
  void aSwitchThatIsNotFollowedIsTakenBack() {
    live.catchUp();
    routing.point(APP, HOSTS, OLD);
    follows = false;

    assertThatThrownBy(() -> routing.point(APP, HOSTS, NEW)).isInstanceOf(Refusal.class);

    assertThat(routing.current(APP)).contains(OLD);
    assertThat(live.table().orElseThrow().leadsTo(OLD)).isTrue();
    assertThat(live.table().orElseThrow().leadsTo(NEW)).isFalse();
  }

  @Test
  void aFirstSwitchThatIsNotFollowedLeavesNothingBehind() {
    follows = false;

    assertThatThrownBy(() -> routing.point(APP, HOSTS, NEW)).isInstanceOf(Refusal.class);

    assertThat(routing.current(APP)).isEmpty();
    follows = true;
    routing.point(APP, HOSTS, NEW);
    assertThat(routing.current(APP)).contains(NEW);
  }

  @Test
  void anAppIsStoppedWhateverTheProxyDoes() {
    routing.point(APP, HOSTS, OLD);
    follows = false;
    routing.withdraw(APP);

    assertThat(routing.current(APP)).isEmpty();
    assertThat(told).last().isEqualTo(new Route(APP, HOSTS, new Destination.Stopped()));
  }

  @Test
  void rulesAreInForceHereBeforeTheProxyLeadsRequestsToThem() {
    live.catchUp();
    routing.point(APP, HOSTS, OLD);
    follows = false;
    Rules rules =
        routing.rule(
            APP,
            none ->
                new Rules(
                    true,
                    none.www(),
                    none.login(),
                    none.addresses(),
                    none.maintenance(),
                    none.rate(),
                    none.headers(),
                    none.mostBody()));

    assertThat(live.table().flatMap(table -> table.find(APP)).map(Route::rules)).contains(rules);
    assertThatThrownBy(() -> routing.requireFollowed(APP))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("It is set");
    follows = true;
    routing.requireFollowed(APP);
    assertThat(told).last().extracting(Route::rules).isEqualTo(rules);
  }

  private final class Slow implements Front {
    @Override
    public boolean follows(Route route) {
      told.add(route);
      return follows;
    }

    @Override
    public Duration linger() {
      return Duration.ZERO;
    }
  }
}
