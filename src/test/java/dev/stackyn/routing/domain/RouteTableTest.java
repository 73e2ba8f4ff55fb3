package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RouteTableTest {
  private static final int APPS = 50;
  private static final int BACKENDS = 10;

  /** A table that has come about change by change is like one that was read. */
  @Test
  void isAfterManyChangesWhatTheyHaveMadeOfIt() {
    Random random = new Random(1);
    Map<AppId, Route> expected = new HashMap<>();
    RouteTable table = new RouteTable(0, List.of());
    for (int revision = 1; revision <= 2_000; revision++) {
      AppId app = new AppId(new UUID(1, random.nextInt(APPS)));
      Optional<Route> route =
          random.nextInt(4) == 0 ? Optional.empty() : Optional.of(route(app, random));
      route.ifPresentOrElse(next -> expected.put(app, next), () -> expected.remove(app));
      table = table.after(new RouteChange(revision, app, route));
    }

    assertThat(table.revision()).isEqualTo(2_000);
    assertThat(table.isWhole()).isTrue();
    assertThat(table.routes()).containsExactlyInAnyOrderElementsOf(expected.values());
    RouteTable read = new RouteTable(2_000, expected.values());
    for (int app = 0; app < APPS; app++) {
      for (int number = 0; number < 3; number++) {
        assertThat(table.find(host(app, number))).isEqualTo(read.find(host(app, number)));
      }
    }
    for (int number = 0; number < BACKENDS; number++) {
      assertThat(table.leadsTo(at(number))).isEqualTo(read.leadsTo(at(number)));
    }
  }

  @Test
  void aBackendIsLedToUntilTheLastRouteThereIsGone() {
    AppId first = new AppId(new UUID(1, 1));
    AppId second = new AppId(new UUID(1, 2));
    RouteTable both =
        new RouteTable(
            1,
            List.of(
                new Route(first, Set.of(host(1, 0)), new Destination.At(at(0))),
                new Route(second, Set.of(host(2, 0)), new Destination.At(at(0)))));
    RouteTable one = both.after(new RouteChange(2, first, Optional.empty()));

    assertThat(one.leadsTo(at(0))).isTrue();
    assertThat(one.after(new RouteChange(3, second, Optional.empty())).leadsTo(at(0))).isFalse();
    assertThat(both.without(at(0)).routes()).isEmpty();
  }

  private static Route route(AppId app, Random random) {
    int number = (int) app.value().getLeastSignificantBits();
    Destination destination =
        random.nextInt(3) == 0
            ? new Destination.Starting()
            : new Destination.At(at(random.nextInt(BACKENDS)));
    return new Route(
        app, Set.of(host(number, 0), host(number, 1 + random.nextInt(2))), destination);
  }

  private static Host host(int app, int number) {
    return new Host("app%d-%d.example.com".formatted(app, number));
  }

  private static Backend at(int number) {
    return Backend.at("10.1.0.2", 3_000 + number);
  }
}
