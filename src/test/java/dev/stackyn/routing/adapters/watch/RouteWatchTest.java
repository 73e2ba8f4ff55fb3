package dev.stackyn.routing.adapters.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.Peers;
import dev.stackyn.routing.domain.RouteBook;
import dev.stackyn.routing.domain.Visits;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import dev.stackyn.routing.ports.InMemoryVisitLog;
import dev.stackyn.routing.ports.RouterRegister;
import dev.stackyn.testing.Eventually;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RouteWatchTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final RouteBook book = new RouteBook(new InMemoryRouteStore());
  private final LiveRoutes live =
      new LiveRoutes(() -> {
        events.add("read");
        return book;
      });
  private final Peers peers = new Peers(new Recorded());
  private final Visits visits = new Visits(new InMemoryVisitLog());

  /** Else another could stop a backend that this one is about to read of. */
  @Test
  void isKnownToTheOthersBeforeItReads() {
    try (RouteWatch watch = new RouteWatch(ProcessRole.ALL, live, peers, visits)) {
      watch.databaseArrived();

      assertThat(events).startsWith("report -1", "read");
      assertThat(live.table()).isPresent();
      Eventually.that("it says how far it is", () -> events.contains("report 0"));
    }
    assertThat(events).endsWith("leave");
  }

  @Test
  void aProcessThatDoesNotServeReadsNothingAndIsWaitedForByNobody() {
    try (RouteWatch watch = new RouteWatch(ProcessRole.WORKER, live, peers, visits)) {
      watch.databaseArrived();
    }
    assertThat(events).isEmpty();
  }

  private final class Recorded implements RouterRegister {
    @Override
    public void report(long revision, Set<Backend> busy) {
      events.add("report " + revision);
    }

    @Override
    public void follow(long certificates) {}

    @Override
    public boolean allFollow(long certificates) {
      return true;
    }

    @Override
    public void leave() {
      events.add("leave");
    }

    @Override
    public boolean isQuiet(InetAddress address, long revision) {
      return true;
    }
  }
}
