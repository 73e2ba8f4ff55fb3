package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveRoutesTest {
  private static final int SWITCHES = 2_000;
  private static final int FIRST_PORT = 3_000;
  private static final AppId BLOG = new AppId(new UUID(1, 1));
  private static final AppId SHOP = new AppId(new UUID(1, 2));
  private static final Host HOST = new Host("blog.example.com");
  private static final Backend OLD = Backend.at("10.1.0.2", 3000);
  private static final Backend NEW = Backend.at("10.1.0.3", 3000);

  private final RouteBook book = new RouteBook(new InMemoryRouteStore());
  private final LiveRoutes live = new LiveRoutes(() -> book);

  @Test
  void knowsNothingBeforeTheFirstReading() {
    live.take(book.put(to(BLOG, OLD)));

    assertThat(live.way(HOST)).isEqualTo(new Way.Unread());
    live.catchUp();
    assertThat(live.way(HOST)).isInstanceOf(Way.Open.class);
  }

  @Test
  void countsARequestUntilItLeaves() {
    live.catchUp();
    live.take(book.put(to(BLOG, OLD)));
    Visit visit = ((Way.Open) live.way(HOST)).visit();

    assertThat(visit.backend()).isEqualTo(OLD);
    assertThat(live.present(OLD::equals)).isEqualTo(1);
    assertThat(live.busyAside()).isEmpty();
    live.take(book.put(to(BLOG, NEW)));
    assertThat(live.busyAside()).containsExactly(OLD);
    visit.leave();
    visit.leave();
    assertThat(live.present(OLD::equals)).isZero();
  }

  @Test
  void readsAllAgainWhenItHasMissedAChange() {
    live.catchUp();
    book.put(to(BLOG, OLD));
    live.take(book.put(new Route(SHOP, Set.of(), new Destination.Stopped())));

    assertThat(live.way(HOST)).isInstanceOf(Way.Open.class);
    assertThat(live.table().orElseThrow().revision()).isEqualTo(2);
  }

  @Test
  void aChangeThatHasBeenReadAlreadyDoesNotTurnTheTableBack() {
    live.catchUp();
    RouteChange first = book.put(to(BLOG, OLD));
    book.put(to(BLOG, NEW));
    live.catchUp();
    live.take(first);

    assertThat(live.table().flatMap(table -> table.find(HOST)).flatMap(Route::backend))
        .isEqualTo(Optional.of(NEW));
  }

  @Test
  void tellsOfEachNewTableOnce() {
    List<Long> seen = new ArrayList<>();
    live.watch(table -> seen.add(table.revision()));
    live.catchUp();
    live.catchUp();
    live.take(book.put(to(BLOG, OLD)));
    live.catchUp();

    assertThat(seen).containsExactly(0L, 1L);
  }

  @Test
  void holdsARequestAgainstTheRulesInForceBeforeItGoesAnywhere() {
    live.catchUp();
    live.take(book.put(to(BLOG, OLD)));
    live.take(book.rule(BLOG, any -> rules(1)));
    Route route = ((Way.Guarded) live.way(HOST)).route();

    assertThat(route.rules()).isEqualTo(rules(1));
    assertThat(live.present(any -> true)).isZero();
    assertThat(live.way(HOST, route.rules())).isInstanceOf(Way.Open.class);
    book.put(to(BLOG, NEW));
    live.catchUp(); // the same rules, read anew
    assertThat(live.way(HOST, route.rules())).isInstanceOf(Way.Open.class);
    live.take(book.rule(BLOG, any -> rules(2)));
    assertThat(live.way(HOST, route.rules())).isInstanceOf(Way.Guarded.class);
    live.take(book.rule(BLOG, any -> Rules.NONE));
    assertThat(live.way(HOST)).isInstanceOf(Way.Open.class);
  }

  @Test
  void rulesThatCannotBeChangedStay() {
    live.catchUp();
    live.take(book.rule(BLOG, any -> rules(1)));

    assertThatThrownBy(() ->
            book.rule(
                BLOG,
                any -> {
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(book.find(BLOG).map(Route::rules)).hasValue(rules(1));
    assertThat(book.find(BLOG).map(Route::destination)).hasValue(new Destination.Stopped());
  }

  /** Whoever has seen the table change, and then nobody at a backend, may stop it. */
  @Test
  void nobodyComesToABackendOnceItIsQuiet() throws Exception {
    live.catchUp();
    live.take(book.put(to(BLOG, at(0))));
    AtomicInteger stopped = new AtomicInteger(-1);
    AtomicInteger visits = new AtomicInteger();
    Queue<String> lost = new ConcurrentLinkedQueue<>();
    try (ExecutorService visitors = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        visitors.execute(() -> {
          while (stopped.get() < SWITCHES) {
            Visit visit = ((Way.Open) live.way(HOST)).visit();
            if (visit.backend().port() - FIRST_PORT <= stopped.get()) {
              lost.add(visit.backend().toString());
            }
            visits.incrementAndGet();
            visit.leave();
          }
        });
      }
      try {
        for (int i = 0; i < SWITCHES; i++) {
          Backend old = at(i);
          live.take(book.put(to(BLOG, at(i + 1))));
          assertThat(live.awaitQuiet(old::equals, TimeUnit.MINUTES.toNanos(1))).isTrue();
          stopped.set(i);
        }
      } finally {
        stopped.set(SWITCHES);
      }
    }

    // The last mark is set while the last backend still serves.
    assertThat(lost).allMatch(at(SWITCHES).toString()::equals);
    assertThat(visits).hasPositiveValue();
    assertThat(live.present(any -> true)).isZero();
  }

  private static Rules rules(long mostBody) {
    return new Rules(
        false,
        Www.AS_ASKED,
        Optional.empty(),
        List.of(),
        Maintenance.NONE,
        Optional.empty(),
        List.of(),
        OptionalLong.of(mostBody));
  }

  private static Backend at(int number) {
    return Backend.at("10.1.0.2", FIRST_PORT + number);
  }

  private static Route to(AppId app, Backend backend) {
    return new Route(app, Set.of(HOST), new Destination.At(backend));
  }
}
