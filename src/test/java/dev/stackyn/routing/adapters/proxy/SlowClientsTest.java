package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is slow on purpose holds no place for ever; whoever is kept waiting is not slow. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class SlowClientsTest {
  private static final long GRACE_MILLIS = 300;

  /** More than sockets and buffers between a client and a backend take by themselves. */
  private static final int LARGE = 30_000_000;

  private final RouterRig rig =
      RouterRig.start(
          Map.of(
              "STACKYN_ROUTER_BODY_PACE",
              "100000",
              "STACKYN_ROUTER_BODY_GRACE",
              GRACE_MILLIS + "ms"));

  @AfterEach
  void nobodyIsLeftBehind() {
    Eventually.that(
        "no request counts as being there any more", () -> rig.live().present(any -> true) == 0);
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100000000", "Transfer-Encoding: chunked"})
  void aBodyThatTricklesIsToldSoAndCutOff(String kind) throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (ScriptedBackend reading =
            ScriptedBackend.of((request, in, out) -> {
              try {
                in.transferTo(OutputStream.nullOutputStream());
              } finally {
                told.countDown();
              }
            });
        Client client = rig.pointedAt(reading).client()) {
      client.head("POST / HTTP/1.1", "Host: app.example.com", kind);
      // Not more than what is asked for, however often.
      trickle(client, kind.startsWith("Content") ? "x" : "1\r\nx\r\n");

      Client.Reply reply = client.reply();

      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.body()).contains("REQUEST_TIMEOUT");
      assertThat(reply.head().header("Connection")).hasValue("close");
      told.await();
      Eventually.that("the connection is closed", () -> isCut(client));
    }
  }

  @Test
  void whoWasQuickOnceMayNotBeSilentForAsLong() throws Exception {
    try (ScriptedBackend reading = ScriptedBackend.saying("hello");
        Client client = rig.pointedAt(reading).client()) {
      client.head("POST / HTTP/1.1", "Host: app.example.com", "Content-Length: 100000000");
      client.send("x".repeat(1_000_000));

      assertThat(client.reply().status()).isEqualTo(408);
    }
  }

  @Test
  void whatNobodyWantsMustComeAsQuickly() throws Exception {
    try (Client client = rig.client()) {
      client.head("POST / HTTP/1.1", "Host: nobody.example.com", "Content-Length: 100000");

      assertThat(client.reply().status()).isEqualTo(404);
      trickle(client, "x");
      Eventually.that("the connection is closed", () -> isCut(client));
    }
  }

  @Test
  void thatTheAppTakesItsTimeDoesNotCountAgainstTheClient() throws Exception {
    try (ScriptedBackend late =
            ScriptedBackend.of((request, in, out) -> {
              pause(3 * GRACE_MILLIS);
              in.skipNBytes(LARGE);
              ScriptedBackend.say(out, "all of it");
            });
        Client client = rig.pointedAt(late).client()) {
      client.head("POST / HTTP/1.1", "Host: app.example.com", "Content-Length: " + LARGE);
      client.send("x".repeat(LARGE));

      assertThat(client.reply().body()).isEqualTo("all of it");
    }
  }

  @Test
  void whoWaitsToBeBiddenIsNotSlow() throws Exception {
    try (ScriptedBackend late =
            ScriptedBackend.of((request, in, out) -> {
              pause(3 * GRACE_MILLIS);
              ScriptedBackend.write(out, "HTTP/1.1 100 Continue\r\n\r\n");
              in.skipNBytes(4);
              ScriptedBackend.say(out, "thanks");
            });
        Client client = rig.pointedAt(late).client()) {
      client.head(
          "POST / HTTP/1.1", "Host: app.example.com", "Content-Length: 4", "Expect: 100-continue");
      assertThat(client.replyHead().status()).isEqualTo(100);
      assertThat(client.send("body").reply().body()).isEqualTo("thanks");
    }
  }

  @Test
  void onceTheAnswerHasBegunItIsAConversation() throws Exception {
    try (ScriptedBackend talking =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nwell");
              in.skipNBytes(10);
              ScriptedBackend.write(out, "done");
            });
        Client client = rig.pointedAt(talking).client()) {
      client.head("POST / HTTP/1.1", "Host: app.example.com", "Content-Length: 10");
      client.replyHead();
      assertThat(client.in().readNBytes(4)).asString().isEqualTo("well");
      for (int letter = 0; letter < 10; letter++) {
        pause(GRACE_MILLIS / 4);
        client.send("x");
      }
      assertThat(client.in().readNBytes(4)).asString().isEqualTo("done");
    }
  }

  @Test
  void aClientThatDoesNotReadItsAnswerIsCutOffWhenNothingHasMovedForLong() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CountDownLatch told = new CountDownLatch(1);
    try (ScriptedBackend generous =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
              try {
                for (byte[] piece = new byte[64 << 10]; ; written.incrementAndGet()) {
                  out.write(piece);
                }
              } finally {
                told.countDown();
              }
            });
        RouterRig brief =
            RouterRig.start(Map.of("STACKYN_ROUTER_IDLE_TIMEOUT", "1s")).pointedAt(generous);
        Client client = brief.client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");

      told.await();

      Eventually.that(
          "the request does not count as being there any more",
          () -> brief.live().present(any -> true) == 0);
      assertThat(written).hasValueLessThan(LARGE >> 16);
      assertThat(client.in().readAllBytes()).hasSizeLessThan(LARGE);
    } catch (IOException reset) {
      // What was not read before the connection broke cannot be read any more.
      assertThat(written).hasValueLessThan(LARGE >> 16);
    }
  }

  private static void trickle(Client client, String drop) {
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          client.send(drop);
          pause(GRACE_MILLIS / 10);
        }
      } catch (IOException e) {
        // It is over.
      }
    });
  }

  private static boolean isCut(Client client) {
    try {
      return !client.saysNothingFor(Duration.ofMillis(50));
    } catch (IOException e) {
      return true;
    }
  }

  private static void pause(long millis) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
