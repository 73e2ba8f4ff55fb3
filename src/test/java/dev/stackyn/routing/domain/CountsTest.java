package dev.stackyn.routing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountsTest {
  private static final AppId BLOG = new AppId(new UUID(1, 1));
  private static final Host HOST = new Host("blog.example.com");
  private static final Backend OLD = Backend.at("10.1.0.2", 3000);
  private static final Backend NEW = Backend.at("10.1.0.3", 3000);

  private final RouteBook book = new RouteBook(new InMemoryRouteStore());
  private final LiveRoutes live = new LiveRoutes(() -> book);

  @BeforeEach
  void theOldOneServes() {
    live.catchUp();
    to(OLD);
  }

  @Test
  void whatBecameOfRequestsIsCounted() {
    come(200, 10);
    come(404, 20);
    come(500, 30);
    Visit lost = visit();
    lost.unanswered(millis(40));
    lost.leave();
    Visit half = visit();
    half.answered(200, millis(5));
    half.brokeOff();
    half.leave();

    assertThat(live.turnover(BLOG, OLD).fresh()).isEqualTo(new Tally(5, 2, 1, 40));
    assertThat(live.turnover(BLOG, OLD).all()).isEqualTo(new Tally(5, 2, 1, 40));
    assertThat(live.turnover(BLOG, NEW)).isEqualTo(Turnover.NONE);
  }

  @Test
  void theOneBeforeIsRememberedAsItWasAndItsLateRequestsAreCounted() {
    come(200, 90);
    come(500, 10);
    Visit late = visit();
    to(NEW);
    assertThat(live.turnover(BLOG, NEW)).isEqualTo(Turnover.NONE);
    come(200, 3);
    late.answered(200, millis(7));
    late.leave();

    Turnover turnover = live.turnover(BLOG, NEW);
    assertThat(turnover.fresh()).isEqualTo(new Tally(1, 0, 0, 3));
    assertThat(turnover.late()).isEqualTo(new Tally(1, 0, 0, 7));
    assertThat(turnover.before()).isEqualTo(new Tally(2, 0, 1, 90));
    assertThat(turnover.all()).isEqualTo(new Tally(2, 0, 0, 7));
  }

  /**
   * He has read the table before it changed, and counts himself after somebody did by the new one.
   */
  @Test
  void whoComesByAnOlderTableDoesNotTurnTheCountBack() {
    Counts counts = new Counts();
    counts.of(BLOG, OLD, 1).answered(200, 0);
    counts.of(BLOG, NEW, 2).answered(200, 0);

    counts.of(BLOG, OLD, 1).answered(200, 0);

    assertThat(counts.turnover(BLOG, NEW).fresh().requests()).isEqualTo(1);
    assertThat(counts.turnover(BLOG, NEW).late().requests()).isEqualTo(1);
    assertThat(counts.turnover(BLOG, NEW).before().requests()).isEqualTo(1);
  }

  @Test
  void onlyWhatHasTakenOverLatelyIsToldToOthers() {
    come(200, 1);
    assertThat(live.counted(Duration.ofMinutes(1))).isEmpty();
    to(NEW);
    come(200, 1);

    assertThat(live.counted(Duration.ofMinutes(1)))
        .containsEntry(BLOG, new Counted(NEW, live.turnover(BLOG, NEW)));
    assertThat(live.counted(Duration.ZERO)).isEmpty();
  }

  @Test
  void anAppIsVisitedAsLongAsSomebodyIsThere() {
    assertThat(live.takeVisited()).isEmpty();
    Visit guest = visit();

    assertThat(live.takeVisited()).containsExactly(BLOG);
    assertThat(live.takeVisited()).containsExactly(BLOG);
    guest.leave();
    assertThat(live.takeVisited()).isEmpty();
    come(200, 1);
    assertThat(live.takeVisited()).containsExactly(BLOG);
  }

  @Test
  void whatIsGoneIsNotCountedAnyMore() {
    come(200, 1);
    live.take(book.remove(BLOG));

    assertThat(live.turnover(BLOG, OLD)).isEqualTo(Turnover.NONE);
  }

  private void to(Backend backend) {
    live.take(book.put(new Route(BLOG, Set.of(HOST), new Destination.At(backend))));
  }

  private Visit visit() {
    return ((Way.Open) live.way(HOST)).visit();
  }

  private void come(int status, int waitedMillis) {
    Visit visit = visit();
    visit.answered(status, millis(waitedMillis));
    visit.leave();
  }

  private static long millis(int count) {
    return TimeUnit.MILLISECONDS.toNanos(count);
  }
}
