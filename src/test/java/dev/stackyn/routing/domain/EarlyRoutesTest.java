package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import dev.stackyn.routing.ports.InMemoryTableFile;
import dev.stackyn.testing.ManualClock;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a process that has just started goes by, and what it keeps for that. */
class EarlyRoutesTest {
  private static final AppId BLOG = new AppId(new UUID(1, 1));
  private static final AppId SHOP = new AppId(new UUID(1, 2));
  private static final Host AT_BLOG = new Host("blog.example.com");
  private static final Host AT_SHOP = new Host("shop.example.com");
  private static final Backend HERE = Backend.at("10.1.0.2", 3000);
  private static final Backend THERE = Backend.at("10.1.0.3", 3000);
  private static final Map<String, String> SHARED =
      Map.of("DATABASE_URL", "postgres://somebody@db.example.com/stackyn");

  private final ManualClock clock = new ManualClock();
  private final InMemoryTableFile file = new InMemoryTableFile(clock);
  private final RouteBook book = new RouteBook(new InMemoryRouteStore());
  private final Engine engine = new Engine();
  private final LiveRoutes before = new LiveRoutes(() -> book);
  private final RouteKeeping keeping = new RouteKeeping(before, file, () -> engine);
  private final LiveRoutes after = new LiveRoutes(() -> book);

  @Test
  void goesByWhatWasKeptAndIsStillThere() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    before.take(book.put(to(SHOP, AT_SHOP, THERE)));
    keeping.keep();
    engine.has(BLOG, HERE);

    assertThat(begin(ProcessRole.ALL, Map.of())).isEqualTo(1);
    assertThat(after.way(AT_BLOG)).isInstanceOf(Way.Open.class);
    assertThat(after.present(HERE::equals)).isEqualTo(1);
    assertThat(after.way(AT_SHOP)).as("nobody says that it is there").isEqualTo(new Way.Unread());
    assertThat(after.way(new Host("other.example.com"))).isEqualTo(new Way.Unread());
    assertThat(after.table()).as("not all routes are known").isEmpty();
    assertThat(engine.asked).containsExactly("this platform");
  }

  @Test
  void goesByNothingThatBelongsToSomebodyElseNow() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    keeping.keep();
    engine.has(SHOP, HERE);

    assertThat(begin(ProcessRole.ALL, Map.of())).isZero();
    assertThat(after.way(AT_BLOG)).isEqualTo(new Way.Unread());
  }

  @Test
  void goesByTheDatabaseAsSoonAsItHasBeenRead() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    keeping.keep();
    engine.has(BLOG, HERE);
    begin(ProcessRole.ALL, Map.of());
    book.put(to(BLOG, AT_BLOG, THERE));
    after.catchUp();

    assertThat(((Way.Open) after.way(AT_BLOG)).visit().backend()).isEqualTo(THERE);
    assertThat(after.way(AT_SHOP)).isEqualTo(new Way.Unknown());
    assertThat(begin(ProcessRole.ALL, Map.of())).as("too late").isEqualTo(1);
    assertThat(((Way.Open) after.way(AT_BLOG)).visit().backend()).isEqualTo(THERE);
  }

  /** A change that was committed meanwhile is read with all others. */
  @Test
  void aChangeDoesNotMakeAWholeTableOfIt() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    keeping.keep();
    engine.has(BLOG, HERE);
    begin(ProcessRole.ALL, Map.of());
    after.take(book.put(to(SHOP, AT_SHOP, THERE)));

    assertThat(after.table()).isEmpty();
    assertThat(after.way(AT_SHOP)).isEqualTo(new Way.Unread());
  }

  @Test
  void whatNobodyAnswersAtIsNotGoneByAnyLonger() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    before.take(book.put(to(SHOP, AT_SHOP, THERE)));
    keeping.keep();
    engine.has(BLOG, HERE);
    engine.has(SHOP, THERE);
    begin(ProcessRole.ALL, Map.of());
    after.doubt(HERE);

    assertThat(after.way(AT_BLOG)).isEqualTo(new Way.Unread());
    assertThat(after.way(AT_SHOP)).isInstanceOf(Way.Open.class);
    after.catchUp();
    after.doubt(HERE);
    assertThat(after.way(AT_BLOG)).as("the database says so").isInstanceOf(Way.Open.class);
  }

  @Test
  void othersMayHaveChangedWhatWasKeptLongAgo() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    keeping.keep();
    engine.has(BLOG, HERE);

    clock.pass(Duration.ofSeconds(-1));
    assertThat(begin(ProcessRole.ALL, SHARED)).as("from a time that is yet to come").isZero();
    clock.pass(Duration.ofSeconds(61));
    assertThat(begin(ProcessRole.ALL, SHARED)).isZero();
    assertThat(begin(ProcessRole.ALL, Map.of())).as("nobody shares the database").isEqualTo(1);
    clock.pass(Duration.ofSeconds(-1));
    assertThat(begin(ProcessRole.API, SHARED)).isEqualTo(1);
  }

  @Test
  void aProcessThatDoesNotServeAsksNobody() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    keeping.keep();
    engine.has(BLOG, HERE);

    assertThat(begin(ProcessRole.WORKER, SHARED)).isZero();
    assertThat(engine.asked).isEmpty();
  }

  @Test
  void aChangeTakesAwayWhatWasKeptBeforeItsMakerGoesOn() {
    before.catchUp();
    before.take(book.put(to(BLOG, AT_BLOG, HERE)));
    keeping.keep();
    assertThat(file.origin()).isPresent();

    before.take(book.rule(BLOG, rules -> rules));
    assertThat(file.origin()).isEmpty();
    keeping.keepLast();
    assertThat(file.origin()).isPresent();
  }

  @Test
  void manyChangesAreKeptAtOnceAndNoneIsNotKeptAgain() {
    before.catchUp();
    for (int port = 1; port <= 100; port++) {
      before.take(book.put(to(BLOG, AT_BLOG, Backend.at("10.1.0.2", port))));
      keeping.keep();
    }
    assertThat(file.writings()).isLessThan(100);
    keeping.keepLast();
    int writings = file.writings();
    keeping.keep();
    keeping.keepLast();
    assertThat(file.writings()).isEqualTo(writings);
  }

  @Test
  void keepsNothingAtTheEndOfAProcessThatNeverCameToIt() {
    before.catchUp();
    keeping.keepLast();

    assertThat(file.origin()).isEmpty();
  }

  private int begin(ProcessRole role, Map<String, String> environment) {
    DatabaseSettings database =
        DatabaseSettings.from(new Variables(new HashMap<>(environment)), Path.of("home"));
    return new EarlyRoutes(role, database, file, () -> engine, after, clock).begin();
  }

  private static Route to(AppId app, Host host, Backend backend) {
    return new Route(app, Set.of(host), new Destination.At(backend));
  }

  private static final class Engine implements Residents {
    private final Map<AppId, Set<InetAddress>> present = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    void has(AppId app, Backend backend) {
      present.put(app, Set.of(backend.address()));
    }

    @Override
    public String platform() {
      return "this platform";
    }

    @Override
    public Map<AppId, Set<InetAddress>> of(String platform) {
      asked.add(platform);
      return present;
    }
  }
}
