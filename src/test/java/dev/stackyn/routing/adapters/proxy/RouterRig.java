package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.identity.domain.RouterPass;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.platform.domain.DatabaseSettings;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.platform.domain.RoutingSettings;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.adapters.certificates.TestCertificates;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Destination;
import dev.stackyn.routing.domain.EarlyRoutes;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.LiveCertificates;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.Peers;
import dev.stackyn.routing.domain.Residents;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.RouteBook;
import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.RouterLimits;
import dev.stackyn.routing.domain.RouterSettings;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Visits;
import dev.stackyn.routing.domain.WakeCalls;
import dev.stackyn.routing.ports.Front;
import dev.stackyn.routing.ports.InMemoryRouteStore;
import dev.stackyn.routing.ports.InMemoryTableFile;
import dev.stackyn.routing.ports.InMemoryVisitLog;
import dev.stackyn.routing.ports.LoneRouter;
import dev.stackyn.routing.ports.OpenDoors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/** A router with routes in memory, alone on its port. */
final class RouterRig implements AutoCloseable {
  /** Of those who wait for an app that sleeps. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  static final String HOST = "app.example.com";
  private static final AppId APP = new AppId(new UUID(7, 7));

  private final List<AppId> woken = new CopyOnWriteArrayList<>();
  private final LiveRoutes live;
  private final Routing routing;
  private final GateRig gate = new GateRig();
  private final PlatformDoor door;
  private final WaitingRoom waitingRoom;
  private final Router router;

  private RouterRig(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.putIfAbsent("STACKYN_ROUTER_HOST", "127.0.0.1");
    Variables variables = new Variables(all);
    PlatformSettings platform = PlatformSettings.from(variables);
    InMemoryRouteStore store = new InMemoryRouteStore();
    RouteBook book = new RouteBook(store);
    live = new LiveRoutes(() -> book);
    LiveCertificates certificates =
        new LiveCertificates(
            () -> {
              throw new IllegalStateException("no certificates are kept here");
            },
            TestCertificates.maker(Clock.systemUTC()),
            new RoutingSettings("localhost", 0));
    RouterSettings settings = RouterSettings.from(variables);
    IdentitySettings identity = IdentitySettings.from(variables, platform);
    RoutingSettings names = new RoutingSettings("localhost", 0);
    door = new PlatformDoor(names, settings, platform.http(), new RouterPass(new Chance()));
    routing =
        new Routing(
            book,
            live,
            new Peers(new LoneRouter()),
            new Visits(new InMemoryVisitLog()),
            new OpenDoors(),
            Front.NOTHING);
    waitingRoom = new WaitingRoom(live, () -> new WakeCalls(woken::add), PATIENCE);
    RouterLimits limits = RouterLimits.from(variables);
    router =
        new Router(
            ProcessRole.ALL,
            names,
            new RouterParts(
                settings,
                limits,
                new House(limits),
                platform.http(),
                new Forwarding(identity),
                live,
                gate.gate(settings, identity, live, new Chance()),
                door,
                certificates,
                waitingRoom,
                new RequestIds()));
    if (!variables.problems().isEmpty()) {
      throw new IllegalStateException(variables.problems().toString());
    }
  }

  static RouterRig start(Map<String, String> environment) {
    RouterRig rig = unread(environment);
    rig.live.catchUp();
    return rig;
  }

  static RouterRig start() {
    return start(Map.of());
  }

  /** Listens, and knows no routes yet. */
  static RouterRig unread(Map<String, String> environment) {
    RouterRig rig = new RouterRig(environment);
    try {
      rig.router.start();
      return rig;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** It has not read its routes, and its last run has kept this one of them. */
  RouterRig begunWith(Backend backend) {
    Route route = new Route(APP, List.of(new Host(HOST)), new Destination.At(backend));
    InMemoryTableFile file = new InMemoryTableFile(Clock.systemUTC());
    file.keep("here", new RouteTable(1, List.of(route)), () -> true);
    Residents engine =
        new Residents() {
          @Override
          public String platform() {
            return "here";
          }

          @Override
          public Map<AppId, Set<InetAddress>> of(String platform) {
            return Map.of(APP, Set.of(backend.address()));
          }
        };
    new EarlyRoutes(
            ProcessRole.ALL,
            DatabaseSettings.from(new Variables(Map.of()), Path.of("home")),
            file,
            () -> engine,
            live,
            Clock.systemUTC())
        .begin();
    return this;
  }

  RouterRig pointedAt(ScriptedBackend backend) {
    point(backend.backend());
    return this;
  }

  void point(Backend backend) {
    routing.point(APP, List.of(new Host(HOST), new Host("www." + HOST)), backend);
  }

  /** Puts the app's rules into force. */
  RouterRig ruled(Rules rules) {
    routing.rule(APP, any -> rules);
    return this;
  }

  GateRig gate() {
    return gate;
  }

  PlatformDoor door() {
    return door;
  }

  void withdraw() {
    routing.withdraw(APP);
  }

  void announce() {
    routing.announce(APP, List.of(new Host(HOST)));
  }

  /** How many requests wait for the app to wake. */
  int waiting() {
    return waitingRoom.taken();
  }

  void sleep() {
    routing.rest(APP);
  }

  void fail(String trouble) {
    routing.fail(APP, trouble);
  }

  /** The apps that somebody was called for, as often as he was. */
  List<AppId> woken() {
    return woken;
  }

  Routing routing() {
    return routing;
  }

  LiveRoutes live() {
    return live;
  }

  Router router() {
    return router;
  }

  int port() {
    return router.port();
  }

  Client client() throws IOException {
    return Client.to(port());
  }

  Client.Reply get(String path) throws IOException {
    try (Client client = client()) {
      return client.get(HOST, path);
    }
  }

  @Override
  public void close() {
    router.close();
  }

  private static final class Chance implements RandomSource {
    @Override
    public byte[] bytes(int count) {
      byte[] bytes = new byte[count];
      ThreadLocalRandom.current().nextBytes(bytes);
      return bytes;
    }

    @Override
    public int below(int bound) {
      return ThreadLocalRandom.current().nextInt(bound);
    }
  }
}
