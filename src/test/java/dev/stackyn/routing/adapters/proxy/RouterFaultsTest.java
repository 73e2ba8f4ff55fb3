package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.routing.adapters.proxy.Client.Reply;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.testing.Eventually;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests when the other side does not do as it should. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RouterFaultsTest {
  private final RouterRig rig = RouterRig.start(Map.of("STACKYN_ROUTER_ANSWER_TIMEOUT", "300ms"));

  @AfterEach
  void nobodyIsLeftBehind() {
    Eventually.that(
        "no request counts as being there any more", () -> rig.live().present(any -> true) == 0);
    rig.close();
  }

  @Test
  void aBackendThatRefusesIsABadGateway() throws Exception {
    Backend nobody = gone();
    rig.point(nobody);

    Reply reply = rig.get("/");

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.body())
        .contains("APP_UNREACHABLE", "This app does not answer.")
        .doesNotContain("127.0.0.1", "refused");
  }

  @Test
  void aBackendThatAcceptsAndNeverAnswersIsATimeout() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (ScriptedBackend silent = ScriptedBackend.of((request, in, out) -> await(end))) {
      assertThat(rig.pointedAt(silent).get("/").status()).isEqualTo(504);
      assertThat(rig.get("/").body()).contains("APP_TIMEOUT");
      assertThat(silent.connections()).isEqualTo(2);
      end.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: none\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
        "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc",
        "",
      })
  void aBackendThatSaysNothingSensibleIsABadGateway(String garbage) throws Exception {
    try (ScriptedBackend confused =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, garbage);
          throw new ScriptedBackend.Hangup();
        })) {
      assertThat(rig.pointedAt(confused).get("/").status()).isEqualTo(502);
    }
  }

  @Test
  void whatComesBeforeTheAnswerIsNotTheAnswer() throws Exception {
    String hint = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
    try (ScriptedBackend wordy =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, "HTTP/1.1 102 Processing\r\n\r\n" + hint);
          ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nword");
        })) {
      assertThat(rig.pointedAt(wordy).get("/").body()).isEqualTo("word");
    }
  }

  @Test
  void headersWithoutEndAreABadGateway() throws Exception {
    try (ScriptedBackend endless =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\n");
          while (true) {
            ScriptedBackend.write(out, "X-More: " + "x".repeat(1_000) + "\r\n");
          }
        })) {
      assertThat(rig.pointedAt(endless).get("/").status()).isEqualTo(502);
    }
  }

  @Test
  void aHeaderWithoutEndIsABadGateway() throws Exception {
    try (ScriptedBackend endless =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nX-Long: ");
          while (true) {
            ScriptedBackend.write(out, "x".repeat(10_000));
          }
        })) {
      assertThat(rig.pointedAt(endless).get("/").status()).isEqualTo(502);
      Eventually.that("it is not listened to any more", () -> endless.open() == 0);
    }
  }

  @Test
  void aBodyWithoutEndEndsWithItsClient() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    try (ScriptedBackend endless =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            ScriptedBackend.write(out, "3e8\r\n" + "x".repeat(1_000) + "\r\n");
            sent.incrementAndGet();
          }
        })) {
      try (Client client = rig.pointedAt(endless).client()) {
        client.head("GET / HTTP/1.1", "Host: app.example.com").replyHead();
        assertThat(client.in().readNBytes(20_000_000)).hasSize(20_000_000);
      }
      assertThat(sent).hasValueGreaterThan(19_000);
      Eventually.that("it is not listened to any more", () -> endless.open() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\nhalf",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"
      })
  void halfAnAnswerDoesNotLookLikeAWholeOne(String half) throws Exception {
    try (ScriptedBackend breaking =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\n" + half);
              throw new ScriptedBackend.Hangup();
            });
        Client client = rig.pointedAt(breaking).client()) {
      assertThatThrownBy(() -> client.get(RouterRig.HOST, "/")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void halfAnAnswerDoesNotLookLikeAWholeOneToAnOldClientEither() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    try (ScriptedBackend breaking =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(
                  out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
              await(arrived);
            });
        Client client = rig.pointedAt(breaking).client()) {
      client.head("GET / HTTP/1.0", "Host: app.example.com").replyHead();
      assertThat(client.in().readNBytes(4)).asString().isEqualTo("half");
      arrived.countDown();
      assertThatThrownBy(client::rest).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsSafeToRepeatIsTriedOnceMore() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedBackend shy =
        ScriptedBackend.of((request, in, out) -> {
          if (asked.incrementAndGet() == 1) {
            throw new ScriptedBackend.Hangup();
          }
          ScriptedBackend.say(out, "hello");
        })) {
      assertThat(rig.pointedAt(shy).get("/").status()).isEqualTo(200);
      assertThat(asked).hasValue(2);
    }
  }

  /** The second one is behind the first in the same piece, and the next request waits already. */
  @Test
  void anAnswerThatNobodyAskedForIsNotTheNextOnes() throws Exception {
    try (ScriptedBackend eager =
            ScriptedBackend.of((request, in, out) -> {
              String path = request.line().split(" ", -1)[1];
              String one = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";
              ScriptedBackend.write(out, one + path + one + "no");
            });
        Client client = rig.pointedAt(eager).client()) {
      client.send(
          """
          GET /1 HTTP/1.1\r
          Host: app.example.com\r
          \r
          GET /2 HTTP/1.1\r
          Host: app.example.com\r
          \r
          """);
      assertThat(client.reply().body()).isEqualTo("/1");
      assertThat(client.reply().body()).isEqualTo("/2");
      assertThat(eager.connections()).isEqualTo(2);
    }
  }

  /** That it has gone is found out before, by sending to it, or because nothing comes. */
  @Test
  void aConnectionThatIsResetWhileItIsKeptIsNobodysTrouble() throws Exception {
    Semaphore answered = new Semaphore(0);
    try (ServerSocket listener = new ServerSocket(0, 16, InetAddress.ofLiteral("127.0.0.1"));
        Client client = rig.client()) {
      rig.point(new Backend(listener.getInetAddress(), listener.getLocalPort()));
      Thread.ofVirtual().start(() -> answerOnceAndReset(listener, answered));
      for (int time = 0; time < 300; time++) {
        client.head("GET / HTTP/1.1", "Host: app.example.com");
        assertThat(client.reply().status()).isEqualTo(200);
        answered.release();
      }
    }
  }

  private static void answerOnceAndReset(ServerSocket listener, Semaphore answered) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        Message.read(new BufferedInputStream(socket.getInputStream()));
        ScriptedBackend.say(socket.getOutputStream(), "hello");
        answered.acquireUninterruptibly();
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        // The test is over, or the other side has had enough.
      }
    }
  }

  @Test
  void whoAnswersNonsenseIsNotAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedBackend confused =
        ScriptedBackend.of((request, in, out) -> {
          asked.incrementAndGet();
          ScriptedBackend.write(out, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        })) {
      assertThat(rig.pointedAt(confused).get("/").status()).isEqualTo(502);
      assertThat(asked).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nContent-Length: 0",
        "PUT / HTTP/1.1\r\nContent-Length: 4",
        "GET / HTTP/1.1\r\nContent-Length: 4"
      })
  void whatIsNotSafeToRepeatIsNot(String request) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedBackend shy =
            ScriptedBackend.of((message, in, out) -> {
              asked.incrementAndGet();
              throw new ScriptedBackend.Hangup();
            });
        Client client = rig.pointedAt(shy).client()) {
      client.send(request + "\r\nHost: app.example.com\r\n\r\nbody");
      assertThat(client.reply().status()).isEqualTo(502);
      assertThat(asked).hasValue(1);
    }
  }

  @Test
  void aBackendMayAnswerBeforeItHasReadTheBody() throws Exception {
    try (ScriptedBackend impatient =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(
                  out, "HTTP/1.1 403 No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
              throw new ScriptedBackend.Hangup();
            });
        Client client = rig.pointedAt(impatient).client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 2000000\r\n\r\nbegin");
      assertThat(client.reply().status()).isEqualTo(403);
    }
  }

  @Test
  void aConnectionWithHalfABodyIsNotUsedAgain() throws Exception {
    try (ScriptedBackend impatient =
            ScriptedBackend.of((request, in, out) -> ScriptedBackend.say(out, request.line()));
        Client client = rig.pointedAt(impatient).client()) {
      client.send("POST / HTTP/1.1\r\nHost: app.example.com\r\nContent-Length: 9\r\n\r\nhalf");
      assertThat(client.reply().body()).isEqualTo("POST / HTTP/1.1");
      Eventually.that("its connection is closed", () -> impatient.open() == 0);

      assertThat(rig.get("/next").body()).isEqualTo("GET /next HTTP/1.1");
      client.send("other");
      assertThat(client.get(RouterRig.HOST, "/last").body()).isEqualTo("GET /last HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n",
        "-1\r\n",
        "4 4\r\nhalf\r\n",
      })
  void chunksThatAreNoneEndBothConnections(String chunks) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    try (ScriptedBackend reading =
            ScriptedBackend.of((request, in, out) -> {
              asked.incrementAndGet();
              arrived.countDown();
              try {
                request.body(in);
              } catch (IOException e) {
                cut.countDown();
                throw e;
              }
            });
        Client client = rig.pointedAt(reading).client()) {
      client.head("POST / HTTP/1.1", "Host: app.example.com", "Transfer-Encoding: chunked");
      arrived.await();
      client.send(
          "4\r\nhalf\r\n" + chunks + "\r\nGET /smuggled HTTP/1.1\r\nHost: app.example.com\r\n\r\n");
      assertThat(client.rest()).doesNotContain(" 200 ");
      cut.await();
      assertThat(asked).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST / HTTP/1.1\r\nContent-Length: 10", "GET / HTTP/1.1"})
  void aBackendIsToldThatItsClientHasLeft(String request) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    try (ScriptedBackend slow =
        ScriptedBackend.of((message, in, out) -> {
          arrived.countDown();
          if (in.read() < 0) {
            told.countDown();
          }
        })) {
      rig.pointedAt(slow);
      try (Client client = rig.client()) {
        client.head(request, "Host: app.example.com");
        arrived.await();
      }
      told.await();
    }
  }

  @Test
  void aBackendIsToldThatItsClientHasLeftInTheMiddleOfTheAnswer() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    try (ScriptedBackend talking =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(
              out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
          if (in.read() < 0) {
            told.countDown();
          }
        })) {
      rig.pointedAt(talking);
      try (Client client = rig.client()) {
        client.head("GET / HTTP/1.1", "Host: app.example.com").replyHead();
      }
      told.await();
    }
  }

  @Test
  void aBodyThatEndsTooEarlyIsNotPassedOffAsAWholeOne() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    try (ScriptedBackend reading =
        ScriptedBackend.of((request, in, out) -> {
          try {
            request.body(in);
          } catch (IOException e) {
            cut.countDown();
            throw e;
          }
        })) {
      rig.pointedAt(reading);
      try (Client client = rig.client()) {
        client.send(
            "POST / HTTP/1.1\r\nHost: app.example.com\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
        Eventually.that("it is on its way", () -> reading.open() == 1);
      }
      cut.await();
    }
  }

  private static Backend gone() {
    try (ScriptedBackend closed = ScriptedBackend.saying("nobody hears this")) {
      return closed.backend();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
      throw new ScriptedBackend.Hangup();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
