package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Eventually;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the router does not take on. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RouterLimitsTest {
  private static final Map<String, String> HASTY = Map.of("STACKYN_ROUTER_HEAD_TIMEOUT", "200ms");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "G",
        "PRI * HT",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: app.example.com\r\nX-Slow: a",
        "\r\n\r\n",
      })
  void whoDoesNotGetToTheEndOfAHeadIsSentAway(String begin) throws Exception {
    try (RouterRig rig = RouterRig.start(HASTY);
        Client client = rig.client()) {
      client.send(begin);
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void whoSendsAHeadDropByDropIsSentAwayHoweverOftenHeDoes() throws Exception {
    try (RouterRig rig = RouterRig.start(HASTY);
        Client client = rig.client()) {
      client.send("GET / HTTP/1.1\r\n");
      AtomicBoolean gone = new AtomicBoolean();
      Thread.startVirtualThread(() -> {
        try {
          client.rest();
        } catch (IOException e) {
          // It comes to the same.
        }
        gone.set(true);
      });
      Eventually.that("the connection is closed", () -> gone.get() || !trickle(client));
    }
  }

  @Test
  void whoHasAskedBeforeMayBeSilentLongerButNotInTheMiddle() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        RouterRig rig = RouterRig.start(HASTY).pointedAt(backend);
        Client client = rig.client()) {
      assertThat(client.get(RouterRig.HOST, "/").status()).isEqualTo(200);
      assertThat(client.saysNothingFor(java.time.Duration.ofMillis(500))).isTrue();
      assertThat(client.get(RouterRig.HOST, "/").status()).isEqualTo(200);
      client.send("GET / HTTP/1.1\r\nHost: app.exa");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aHeadInPiecesIsReadAsOneInTime() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        RouterRig rig = RouterRig.start().pointedAt(backend);
        Client client = rig.client()) {
      for (char letter : "PUT / HTTP/1.1\r\nHost: app.example.com\r\n\r\n".toCharArray()) {
        client.send(String.valueOf(letter));
      }
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void anAppHasSoManyRequestsAtOnceAndOthersAreTold() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              two.countDown();
              pass(go);
              ScriptedBackend.say(out, "late");
            });
        RouterRig rig =
            RouterRig.start(Map.of("STACKYN_ROUTER_MAX_APP_REQUESTS", "2")).pointedAt(slow);
        Client first = rig.client();
        Client second = rig.client()) {
      first.head("GET / HTTP/1.1", "Host: app.example.com");
      second.head("GET / HTTP/1.1", "Host: app.example.com");
      two.await();
      Client.Reply busy = rig.get("/");
      assertThat(busy.status()).isEqualTo(503);
      assertThat(busy.body()).contains("APP_BUSY");
      assertThat(busy.head().header("Retry-After")).hasValue("1");
      go.countDown();
      assertThat(first.reply().body()).isEqualTo("late");
      assertThat(second.reply().body()).isEqualTo("late");
      assertThat(rig.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void theRouterHasSoManyRequestsAtOnce() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              arrived.countDown();
              pass(go);
              ScriptedBackend.say(out, "late");
            });
        RouterRig rig =
            RouterRig.start(Map.of("STACKYN_ROUTER_MAX_REQUESTS", "1")).pointedAt(slow);
        Client first = rig.client()) {
      first.head("GET / HTTP/1.1", "Host: app.example.com");
      arrived.await();
      assertThat(rig.get("/").body()).contains("ROUTER_BUSY");
      go.countDown();
      assertThat(first.reply().body()).isEqualTo("late");
    }
  }

  @Test
  void aConnectionTooManyIsToldSoAndThereIsRoomWhenOthersLeave() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        RouterRig rig =
            RouterRig.start(Map.of("STACKYN_ROUTER_MAX_CONNECTIONS", "3")).pointedAt(backend)) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        clients.add(rig.client());
        assertThat(clients.getLast().get(RouterRig.HOST, "/").status()).isEqualTo(200);
      }
      try (Client late = rig.client()) {
        Client.Reply reply = late.get(RouterRig.HOST, "/");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("ROUTER_BUSY");
        assertThat(reply.head().header("Retry-After")).hasValue("1");
        assertThat(late.rest()).isEmpty();
      }
      for (Client client : clients) {
        client.close();
      }
      Eventually.that("there is room again", () -> isServed(rig));
    }
  }

  private static boolean isServed(RouterRig rig) {
    try {
      return rig.get("/").status() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean trickle(Client client) {
    try {
      client.send("X-Slow: 1\r\n");
      return true;
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
