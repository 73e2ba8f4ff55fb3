package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole platforms with routes in a real database. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RoutingOnPlatformsTest {
  private static final AppId BLOG = new AppId(new UUID(1, 1));
  private static final AppId SHOP = new AppId(new UUID(1, 2));
  private static final Host HOST = new Host("blog.example.com");
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void routesAreThereAgainAfterARestart() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        TestPlatform first = TestPlatform.start().untilReady()) {
      routing(first).point(BLOG, List.of(HOST), backend.backend());
      assertThat(ask(first)).isEqualTo("hello");

      try (TestPlatform second = first.another().untilReady()) {
        assertThat(routing(second).current(BLOG)).hasValue(backend.backend());
        assertThat(ask(second)).isEqualTo("hello");
      }
    }
  }

  @Test
  void onePlatformSeesWhatAnotherSwitchesAndCounts() throws Exception {
    try (ScriptedBackend blue = ScriptedBackend.on("127.0.1.1", saying("blue"));
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"));
        TestPlatform first = TestPlatform.start().untilReady();
        TestPlatform second = first.another().untilReady()) {
      routing(first).point(BLOG, List.of(HOST), blue.backend());
      Eventually.that("the other has seen it", () -> ask(second).equals("blue"));
      routing(second).point(BLOG, List.of(HOST), green.backend());
      assertThat(ask(second)).isEqualTo("green");
      Eventually.that("the other has seen it", () -> ask(first).equals("green"));
      Eventually.that(
          "each knows what both have counted",
          () ->
              List.of(first, second).stream()
                  .map(one -> routing(one).turnover(BLOG, green.backend()).fresh())
                  .allMatch(tally -> tally.requests() == 2 && tally.failed() == 0));
      routing(first).forget(BLOG);
      assertThat(ask(first)).contains("UNKNOWN_HOST");
      Eventually.that("the other has seen it", () -> ask(second).contains("UNKNOWN_HOST"));
    }
  }

  @Test
  void aWorkerWithoutARouterWaitsForTheRequestsOfOthers() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend blue =
            ScriptedBackend.on(
                "127.0.1.1",
                (request, in, out) -> {
                  arrived.countDown();
                  pass(go);
                  ScriptedBackend.say(out, "blue");
                });
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"));
        TestPlatform api = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
        TestPlatform worker = api.another(Map.of("STACKYN_ROLE", "worker")).untilReady()) {
      assertThat(worker.platform().routerPort()).isZero();
      routing(worker).point(BLOG, List.of(HOST), blue.backend());
      awaitRoute(api, blue);
      CompletableFuture<String> slow =
          CompletableFuture.supplyAsync(() -> ask(api), Thread::startVirtualThread);
      arrived.await();
      routing(worker).point(BLOG, List.of(HOST), green.backend());

      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(
              () -> routing(worker).drain(blue.backend().address(), LONG),
              Thread::startVirtualThread);
      awaitRoute(api, green);
      assertThat(ask(api)).isEqualTo("green");
      assertThat(routing(worker).drain(blue.backend().address(), Duration.ofMillis(1))).isFalse();
      assertThat(drained).isNotDone();
      go.countDown();

      assertThat(slow.get()).isEqualTo("blue");
      assertThat(drained.get()).isTrue();
    }
  }

  @Test
  void aRouterThatHasReadNothingYetIsWaitedForUntilItIsSilentForLong() throws Exception {
    try (ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"));
        TestPlatform platform = TestPlatform.start().untilReady()) {
      routing(platform).point(BLOG, List.of(HOST), green.backend());
      InetAddress old = InetAddress.ofLiteral("127.0.1.1");
      assertThat(routing(platform).drain(old, LONG)).isTrue();

      platform.sql("insert into routing.routers (id, revision) values (gen_random_uuid(), -1)");
      assertThat(routing(platform).drain(old, Duration.ofMillis(1))).isFalse();
      platform.sql(
          "update routing.routers set seen_at = now() - interval '1 minute' where revision = -1");
      assertThat(routing(platform).drain(old, LONG)).isTrue();
    }
  }

  @Test
  void aHostBelongsToOneApp() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        TestPlatform platform = TestPlatform.start().untilReady()) {
      Routing routing = routing(platform);
      routing.point(BLOG, List.of(HOST), backend.backend());

      assertThatThrownBy(() ->
              routing.point(SHOP, List.of(new Host("shop.example.com"), HOST), backend.backend()))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.HOST_TAKEN);
                assertThat(refusal.text()).isEqualTo("blog.example.com belongs to another app.");
              });
      assertThat(routing.current(SHOP)).isEmpty();
      assertThat(platform.query("select count(*) from routing.hosts")).isEqualTo("1");

      routing.withdraw(BLOG);
      routing.withdraw(SHOP);
      assertThat(ask(platform)).contains("APP_STOPPED");
      routing.forget(BLOG);
      routing.point(SHOP, List.of(HOST), backend.backend());
      assertThat(ask(platform)).isEqualTo("hello");
    }
  }

  @Test
  void requestsGoOnWithoutTheDatabase() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        TestPlatform platform = TestPlatform.start().untilReady()) {
      routing(platform).point(BLOG, List.of(HOST), backend.backend());
      platform.sql("alter schema routing rename to elsewhere");

      assertThatThrownBy(() -> routing(platform).current(BLOG))
          .isInstanceOf(RuntimeException.class);
      assertThat(ask(platform)).isEqualTo("hello");
      platform.sql("alter schema elsewhere rename to routing");
      assertThat(routing(platform).current(BLOG)).hasValue(backend.backend());
    }
  }

  @Test
  void whatRunsIsFinishedWhenThePlatformStops() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend backend =
        ScriptedBackend.of((request, in, out) -> {
          arrived.countDown();
          pass(go);
          ScriptedBackend.say(out, "hello");
        })) {
      TestPlatform platform =
          TestPlatform.start(Map.of("STACKYN_SHUTDOWN_GRACE", "60s")).untilReady();
      int port = platform.platform().routerPort();
      routing(platform).point(BLOG, List.of(HOST), backend.backend());
      CompletableFuture<String> running =
          CompletableFuture.supplyAsync(() -> ask(port), Thread::startVirtualThread);
      arrived.await();

      CompletableFuture<Void> stopping =
          CompletableFuture.runAsync(platform::close, Thread::startVirtualThread);
      Eventually.that("no new connections are taken", () -> !accepts(port));
      assertThat(stopping).isNotDone();
      go.countDown();

      assertThat(running.get()).isEqualTo("hello");
      stopping.get();
    }
  }

  @Test
  void aTakenPortIsSaidInOneSentence() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(other.getLocalPort());
      assertThatThrownBy(() -> TestPlatform.start(Map.of("STACKYN_ROUTER_PORT", port)))
          .hasMessageContaining(
              "the router does not start: cannot listen on 127.0.0.1 port " + port)
          .hasMessageContaining("STACKYN_ROUTER_PORT");
    }
  }

  private static Routing routing(TestPlatform platform) {
    return platform.bean(Routing.class);
  }

  private static ScriptedBackend.Script saying(String text) {
    return (request, in, out) -> ScriptedBackend.say(out, text);
  }

  private static String ask(TestPlatform platform) {
    return ask(platform.platform().routerPort());
  }

  private static String ask(int port) {
    try (Client client = Client.to(port)) {
      return client.get(HOST.value(), "/").body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What another platform has switched is seen a moment later. */
  private static void awaitRoute(TestPlatform platform, ScriptedBackend backend) {
    LiveRoutes live = platform.bean(LiveRoutes.class);
    Eventually.that(
        "the route is known",
        () -> live.table().filter(table -> table.leadsTo(backend.backend())).isPresent());
  }

  private static boolean accepts(int port) {
    try (Client client = Client.to(port)) {
      return client != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pass(CountDownLatch gate) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
