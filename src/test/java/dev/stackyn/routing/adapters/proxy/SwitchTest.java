package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One backend takes over from another. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SwitchTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int SWITCHES = 20;
  private static final int REQUESTS_BETWEEN = 200;
  private static final int CLIENTS_OF_EACH_KIND = 4;

  private final RouterRig rig = RouterRig.start();

  @AfterEach
  void close() {
    rig.close();
  }

  /** Each old backend is killed the moment nobody is there any more, as a deployment would. */
  @Test
  void noRequestIsLostWhileBackendsTakeOverFromEachOther() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    Queue<String> failed = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    ScriptedBackend present = version(0);
    rig.pointedAt(present);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < CLIENTS_OF_EACH_KIND; i++) {
        asking.add(clients.submit(() -> keepAsking(true, enough, answered, failed)));
        asking.add(clients.submit(() -> keepAsking(false, enough, answered, failed)));
      }
      for (int i = 1; i <= SWITCHES; i++) {
        int until = answered.get() + REQUESTS_BETWEEN;
        Eventually.that(
            "requests are answered, or fail", () -> answered.get() >= until || !failed.isEmpty());
        ScriptedBackend next = version(i);
        rig.pointedAt(next);
        assertThat(rig.routing().drain(present.backend().address(), LONG)).isTrue();
        present.close();
        present = next;
      }
      enough.set(true);
      for (Future<?> client : asking) {
        client.get();
      }
    }
    present.close();

    assertThat(failed).isEmpty();
    assertThat(answered).hasValueGreaterThan(SWITCHES * REQUESTS_BETWEEN);
  }

  @Test
  void fromTheReturnOnEveryNewRequestGoesToTheNewBackend() throws Exception {
    try (ScriptedBackend blue = ScriptedBackend.on("127.0.1.1", saying("blue"));
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"));
        Client client = rig.pointedAt(blue).client()) {
      for (int i = 0; i < 50; i++) {
        rig.pointedAt(green);
        assertThat(client.get(RouterRig.HOST, "/").body()).isEqualTo("green");
        rig.pointedAt(blue);
        assertThat(client.get(RouterRig.HOST, "/").body()).isEqualTo("blue");
      }
    }
  }

  @Test
  void silentConnectionsToTheOldBackendAreClosed() throws Exception {
    try (ScriptedBackend blue = ScriptedBackend.on("127.0.1.1", saying("blue"));
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"))) {
      rig.pointedAt(blue).get("/");
      assertThat(blue.open()).isEqualTo(1);
      rig.pointedAt(green);
      Eventually.that("they are closed", () -> blue.open() == 0);
    }
  }

  @Test
  void drainWaitsForWhatIsUnderWayAndNotForEver() throws Exception {
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
        Client client = rig.pointedAt(blue).client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      arrived.await();
      rig.pointedAt(green);

      assertThat(rig.routing().drain(blue.backend().address(), Duration.ofMillis(50))).isFalse();
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(
              () -> rig.routing().drain(blue.backend().address(), LONG),
              Thread::startVirtualThread);
      assertThat(rig.get("/").body()).isEqualTo("green");
      assertThat(drained).isNotDone();
      go.countDown();

      assertThat(client.reply().body()).isEqualTo("blue");
      assertThat(drained.get()).isTrue();
      Eventually.that("its connection is closed", () -> blue.open() == 0);
    }
  }

  @Test
  void whatHasLeftHttpBehindStaysWhereItIsAndIsWaitedFor() throws Exception {
    try (ScriptedBackend blue =
            ScriptedBackend.on(
                "127.0.1.1",
                (request, in, out) -> {
                  ScriptedBackend.write(
                      out,
                      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n");
                  for (String line = Message.line(in); ; line = Message.line(in)) {
                    ScriptedBackend.write(out, "blue heard " + line + "\n");
                  }
                });
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"))) {
      InetAddress old = blue.backend().address();
      try (Client client = rig.pointedAt(blue).client()) {
        client.head(
            "GET / HTTP/1.1", "Host: app.example.com", "Connection: Upgrade", "Upgrade: raw");
        assertThat(client.replyHead().status()).isEqualTo(101);
        rig.pointedAt(green);

        assertThat(rig.get("/").body()).isEqualTo("green");
        assertThat(rig.routing().drain(old, Duration.ofMillis(50))).isFalse();
        client.send("hello\n");
        assertThat(Message.line(client.in())).isEqualTo("blue heard hello");
      }
      assertThat(rig.routing().drain(old, LONG)).isTrue();
      Eventually.that("its connection is closed", () -> blue.open() == 0);
    }
  }

  @Test
  void aClientThatDoesNotTakeItsAnswerHoldsNobodyUpForEver() throws Exception {
    AtomicInteger written = new AtomicInteger();
    try (ScriptedBackend blue =
            ScriptedBackend.on(
                "127.0.1.1",
                (request, in, out) -> {
                  ScriptedBackend.write(
                      out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
                  for (byte[] piece = new byte[64 << 10]; ; written.incrementAndGet()) {
                    out.write(piece);
                  }
                });
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"))) {
      InetAddress old = blue.backend().address();
      try (Client client = rig.pointedAt(blue).client()) {
        client.head("GET / HTTP/1.1", "Host: app.example.com");
        Eventually.that("the answer is on its way", () -> written.get() > 0);
        rig.pointedAt(green);
        assertThat(rig.routing().drain(old, Duration.ofMillis(50))).isFalse();
      }
      assertThat(rig.routing().drain(old, LONG)).isTrue();
    }
  }

  @Test
  @Timeout(30)
  void whoWaitsForAConnectionToWhatIsGoneGoesOnAtOnceWhenAnotherTakesItsPlace() throws Exception {
    try (RouterRig patient = RouterRig.start(Map.of("STACKYN_ROUTER_CONNECT_TIMEOUT", "1m"));
        FullHouse gone = FullHouse.open();
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"));
        Client first = patient.client();
        Client second = patient.client()) {
      patient.point(gone.backend());
      first.head("POST / HTTP/1.1", "Host: app.example.com", "Content-Length: 4");
      second.head("GET / HTTP/1.1", "Host: app.example.com");
      Eventually.that("both are on their way", () -> patient.live().present(any -> true) == 2);

      patient.pointedAt(green);

      assertThat(second.reply().body()).isEqualTo("green");
      assertThat(first.send("body").reply().body()).isEqualTo("green");
    }
  }

  @Test
  @Timeout(30)
  void whoWaitsForAConnectionToWhatIsStoppedIsToldSoAtOnce() throws Exception {
    try (RouterRig patient = RouterRig.start(Map.of("STACKYN_ROUTER_CONNECT_TIMEOUT", "1m"));
        FullHouse gone = FullHouse.open();
        Client client = patient.client()) {
      patient.point(gone.backend());
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      Eventually.that("it is on its way", () -> patient.live().present(any -> true) == 1);

      patient.withdraw();

      assertThat(client.reply().body()).contains("APP_STOPPED");
      assertThat(patient.live().present(any -> true)).isZero();
    }
  }

  /** One had its connection broken off, as all others had that were there; the rest are refused. */
  @Test
  void whoeverWasThereWhenAVersionCrashedIsServedByTheOneBefore() throws Exception {
    CountDownLatch crashed = new CountDownLatch(1);
    List<ScriptedBackend> crashing = new ArrayList<>();
    try (ScriptedBackend blue =
            ScriptedBackend.on(
                "127.0.1.1",
                (request, in, out) -> {
                  crashing.getFirst().close();
                  crashed.countDown();
                  throw new ScriptedBackend.Hangup();
                });
        ScriptedBackend green = ScriptedBackend.on("127.0.1.2", saying("green"));
        Client first = rig.client();
        Client second = rig.client()) {
      crashing.add(blue);
      rig.pointedAt(blue);
      first.head("GET / HTTP/1.1", "Host: app.example.com");
      crashed.await();
      second.send("POST / HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 4\r\n\r\nbody");
      Eventually.that("both are on their way", () -> rig.live().present(any -> true) == 2);

      rig.pointedAt(green);

      assertThat(first.reply().body()).isEqualTo("green");
      assertThat(second.reply().body()).isEqualTo("green");
    }
  }

  @Test
  void whatIsStillRoutedToIsNotWaitedFor() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend blue =
            ScriptedBackend.of((request, in, out) -> {
              arrived.countDown();
              pass(go);
              ScriptedBackend.say(out, "blue");
            });
        Client client = rig.pointedAt(blue).client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      arrived.await();
      // With a wait this test would never end.
      assertThat(rig.routing().drain(blue.backend().address(), Duration.ofDays(1))).isFalse();
      go.countDown();
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void aRouterThatStopsFinishesWhatRunsAndTakesNothingNew() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend blue =
            ScriptedBackend.of((request, in, out) -> {
              arrived.countDown();
              pass(go);
              ScriptedBackend.say(out, "blue");
            });
        Client client = rig.pointedAt(blue).client();
        Client silent = rig.client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      arrived.await();

      CompletableFuture<?> stopping = rig.router().shutdownGracefully().toCompletableFuture();
      assertThat(silent.rest()).isEmpty();
      Eventually.that("no new connections are taken", () -> !accepts());
      assertThat(stopping).isNotDone();
      go.countDown();

      assertThat(client.reply().body()).isEqualTo("blue");
      assertThat(client.rest()).isEmpty();
      stopping.get();
    }
  }

  private boolean accepts() {
    try (Client client = rig.client()) {
      return client != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static ScriptedBackend version(int number) {
    // Each on an address of its own, as containers have.
    return ScriptedBackend.on("127.0.2." + (number + 1), saying("version " + number));
  }

  /**
   * Takes no more connections and refuses none, as the address of a container that is gone: whoever
   * knocks waits.
   */
  private record FullHouse(ServerSocket listener, List<SocketChannel> guests)
      implements AutoCloseable {
    private static final int MORE_THAN_FIT = 8;

    static FullHouse open() throws IOException {
      ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.1.1"));
      List<SocketChannel> guests = new ArrayList<>();
      for (int i = 0; i < MORE_THAN_FIT; i++) {
        SocketChannel guest = SocketChannel.open();
        guest.configureBlocking(false);
        guest.connect(listener.getLocalSocketAddress());
        guests.add(guest);
      }
      return new FullHouse(listener, guests);
    }

    Backend backend() {
      return new Backend(listener.getInetAddress(), listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel guest : guests) {
        guest.close();
      }
      listener.close();
    }
  }

  private static ScriptedBackend.Script saying(String text) {
    return (request, in, out) -> {
      request.body(in);
      ScriptedBackend.say(out, text);
    };
  }

  private void keepAsking(
      boolean keepAlive, AtomicBoolean enough, AtomicInteger answered, Queue<String> failed) {
    try (Client kept = rig.client()) {
      for (int i = 0; !enough.get(); i++) {
        String request =
            i % 2 == 0 || keepAlive
                ? "GET / HTTP/1.1\r\nHost: app.example.com\r\n\r\n"
                : "POST / HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 4\r\n\r\nbody";
        Client.Reply reply = keepAlive ? kept.send(request).reply() : once(request);
        if (reply.status() == 200 && reply.body().startsWith("version ")) {
          answered.incrementAndGet();
        } else {
          failed.add(reply.head().line() + " " + reply.body());
        }
      }
    } catch (IOException e) {
      failed.add(e.toString());
    }
  }

  private Client.Reply once(String request) throws IOException {
    try (Client client = rig.client()) {
      return client.send(request).reply();
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
