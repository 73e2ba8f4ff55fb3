package dev.stackyn.routing.adapters.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.Peers;
import dev.stackyn.routing.domain.Residents;
import dev.stackyn.routing.domain.RouteBook;
import dev.stackyn.routing.domain.RouteKeeping;
import dev.stackyn.routing.domain.Visits;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import dev.stackyn.routing.ports.InMemoryTableFile;
import dev.stackyn.routing.ports.InMemoryVisitLog;
import dev.stackyn.routing.ports.RouterRegister;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.ManualClock;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
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
  private final InMemoryTableFile file = new InMemoryTableFile(new ManualClock());
  private final RouteKeeping keeping = new RouteKeeping(live, file, Nobody::new);

  /** Else another could stop a backend that this one is about to read of. */
  @Test
  void isKnownToTheOthersBeforeItReads() {
    try (RouteWatch watch = new RouteWatch(ProcessRole.ALL, live, peers, visits, keeping)) {
      watch.databaseArrived();

      assertThat(events).startsWith("report -1", "read");
      assertThat(live.table()).isPresent();
      Eventually.that("it says how far it is", () -> events.contains("report 0"));
      Eventually.that("it is kept for the next start", () -> file.origin().isPresent());
    }
    assertThat(events).endsWith("leave");
  }

  @Test
  void aProcessThatDoesNotServeReadsNothingAndIsWaitedForByNobody() {
    try (RouteWatch watch = new RouteWatch(ProcessRole.WORKER, live, peers, visits, keeping)) {
      watch.databaseArrived();
    }
    assertThat(events).isEmpty();
    assertThat(file.origin()).isEmpty();
  }

  private static final class Nobody implements Residents {
    @Override
    public String platform() {
      return "this platform";
    }

    @Override
    public Map<AppId, Set<InetAddress>> of(String platform) {
      return Map.of();
    }
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
