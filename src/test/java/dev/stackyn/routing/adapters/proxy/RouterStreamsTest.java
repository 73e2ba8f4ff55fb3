package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What lasts, and what is large. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RouterStreamsTest {
  private static final int PIECE = 64 << 10;
  private static final int PIECES = 800;

  /**
   * More than what two sockets on each side and the router's own queues hold, and far less than the
   * whole.
   */
  private static final long HELD_AT_MOST = 24L << 20;

  private static final String SWITCHED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: raw\r\n\r\n";

  private static final Message CHUNKED = new Message("", List.of("Transfer-Encoding: chunked"));

  private final RouterRig rig = RouterRig.start();

  @AfterEach
  void nobodyIsLeftBehind() {
    Eventually.that(
        "no request counts as being there any more", () -> rig.live().present(any -> true) == 0);
    rig.close();
  }

  @Test
  void webSocketsPassThroughBothWaysUntilOneSideCloses() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    try (ScriptedBackend echo = ScriptedBackend.of(RouterStreamsTest::echoFrames);
        HttpClient http = HttpClient.newHttpClient()) {
      rig.routing()
          .point(new AppId(new UUID(7, 9)), List.of(new Host("127.0.0.1")), echo.backend());
      WebSocket socket =
          http.newWebSocketBuilder()
              .subprotocols("chat")
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + rig.port() + "/socket"), new Ear(heard, closed))
              .join();
      assertThat(socket.getSubprotocol()).isEqualTo("chat");
      assertThat(rig.live().present(any -> true)).isEqualTo(1);

      socket.sendText("hello", true).join();
      assertThat(heard.take()).isEqualTo("hello");
      String large = "x".repeat(60_000);
      socket.sendText(large, true).join();
      assertThat(heard.take()).isEqualTo(large);
      socket.sendClose(1000, "bye").join();
      assertThat(closed.join()).isEqualTo(1000);
    }
  }

  @Test
  void whatABackendSaysTogetherWithItsConsentArrives() throws Exception {
    try (ScriptedBackend quick =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, SWITCHED + "first words");
              throw new ScriptedBackend.Hangup();
            });
        Client client = switched(quick)) {
      assertThat(client.rest()).isEqualTo("first words");
    }
  }

  @Test
  void aBackendIsToldThatItsClientHasLeftTheTunnel() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    try (ScriptedBackend listening =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, SWITCHED);
          heard.add(Message.line(in));
          if (in.read() < 0) {
            told.countDown();
          }
        })) {
      try (Client client = switched(listening)) {
        assertThat(rig.live().present(any -> true)).isEqualTo(1);
        client.send("last words\n");
      }
      told.await();
      assertThat(heard).containsExactly("last words");
    }
  }

  @Test
  void aTunnelTakesNoMoreFromItsBackendThanItsClientReadsAndLosesNothing() throws Exception {
    AtomicLong sent = new AtomicLong();
    MessageDigest digest = sha256();
    try (ScriptedBackend fast =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, SWITCHED);
              sendChunks(out, digest, sent);
              throw new ScriptedBackend.Hangup();
            });
        Client client = switched(fast)) {
      awaitStandstill(sent);
      assertThat(sent.get()).isPositive().isLessThan(HELD_AT_MOST);

      assertThat(digestOf(CHUNKED, client.in()))
          .isEqualTo(HexFormat.of().formatHex(digest.digest()));
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aTunnelTakesNoMoreFromItsClientThanItsBackendReadsAndLosesNothing() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CompletableFuture<String> received = new CompletableFuture<>();
    AtomicLong sent = new AtomicLong();
    MessageDigest digest = sha256();
    try (ScriptedBackend slow =
        ScriptedBackend.of((request, in, out) -> {
          ScriptedBackend.write(out, SWITCHED);
          pass(gate);
          received.complete(digestOf(CHUNKED, in));
        })) {
      Client client = switched(slow);
      CompletableFuture<Void> upload =
          running(() -> {
            // Nobody stays to see it arrive.
            try (client) {
              sendChunks(client.out(), digest, sent);
            }
          });
      awaitStandstill(sent);
      assertThat(sent.get()).isPositive().isLessThan(HELD_AT_MOST);
      gate.countDown();

      upload.join();
      assertThat(received.join()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }
  }

  @Test
  void aRefusedUpgradeIsAnAnswerLikeAnyOther() throws Exception {
    try (ScriptedBackend refusing =
            ScriptedBackend.of((request, in, out) -> {
              assertThat(request.header("Upgrade")).hasValue("websocket");
              ScriptedBackend.write(out, "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno");
            });
        Client client = rig.pointedAt(refusing).client()) {
      for (int i = 0; i < 2; i++) {
        Client.Reply reply =
            client
                .head(
                    "GET / HTTP/1.1",
                    "Host: app.example.com",
                    "Connection: keep-alive, Upgrade",
                    "Upgrade: websocket")
                .reply();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).isEqualTo("no");
      }
    }
  }

  @Test
  void eventsArriveWhenTheyAreSent() throws Exception {
    BlockingQueue<String> events = new LinkedBlockingQueue<>();
    try (ScriptedBackend source =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(
                  out,
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
              for (String event = take(events); !event.isEmpty(); event = take(events)) {
                ScriptedBackend.write(out, "%x\r\n%s\r\n".formatted(event.length(), event));
              }
              ScriptedBackend.write(out, "0\r\n\r\n");
            });
        Client client = rig.pointedAt(source).client()) {
      assertThat(client.head("GET / HTTP/1.1", "Host: app.example.com").replyHead().status())
          .isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        // Each is sent only when the one before has arrived: nothing may wait to be gathered.
        events.add("data: " + i + "\n\n");
        assertThat(Message.line(client.in())).isEqualTo("9");
        assertThat(Message.line(client.in())).isEqualTo("data: " + i);
        assertThat(Message.line(client.in()) + Message.line(client.in())).isEmpty();
      }
      events.add("");
      assertThat(Message.line(client.in())).isEqualTo("0");
    }
  }

  /**
   * The backend reads nothing until the client can send nothing more: what has been taken from the
   * client by then is all that the router, and the sockets around it, hold.
   */
  @Test
  void anUploadIsTakenNoFasterThanTheBackendReadsIt() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              pass(gate);
              ScriptedBackend.say(out, digestOf(request, in));
            });
        Client client = rig.pointedAt(slow).client()) {
      AtomicLong sent = new AtomicLong();
      MessageDigest digest = sha256();
      CompletableFuture<Void> upload =
          running(() -> {
            client.head("POST / HTTP/1.1", "Host: app.example.com", "Transfer-Encoding: chunked");
            sendChunks(client.out(), digest, sent);
          });
      awaitStandstill(sent);
      assertThat(sent.get()).isPositive().isLessThan(HELD_AT_MOST);
      assertThat(upload).isNotDone();

      gate.countDown();
      upload.join();
      assertThat(client.reply().body()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }
  }

  @Test
  void aDownloadIsTakenNoFasterThanTheClientReadsIt() throws Exception {
    AtomicLong sent = new AtomicLong();
    MessageDigest digest = sha256();
    try (ScriptedBackend fast =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              sendChunks(out, digest, sent);
            });
        Client client = rig.pointedAt(fast).client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      awaitStandstill(sent);
      assertThat(sent.get()).isPositive().isLessThan(HELD_AT_MOST);

      assertThat(digestOf(client.replyHead(), client.in()))
          .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** By then all that is left is in the router's hands, and in those of the sockets around it. */
  @Test
  void aSlowClientGetsAllOfAnAnswerWhoseBackendHasGone() throws Exception {
    AtomicLong sent = new AtomicLong();
    MessageDigest digest = sha256();
    try (ScriptedBackend leaving =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(
                  out,
                  "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
              sendChunks(out, digest, sent);
              throw new ScriptedBackend.Hangup();
            });
        Client client = rig.pointedAt(leaving).client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      awaitStandstill(sent);

      assertThat(digestOf(client.replyHead(), hesitating(client.in())))
          .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }
  }

  @Test
  void aSlowClientGetsAllOfAnAnswerThatEndsWithItsConnection() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (ScriptedBackend old =
            ScriptedBackend.of((request, in, out) -> {
              ScriptedBackend.write(out, "HTTP/1.0 200 OK\r\n\r\n");
              byte[] piece = new byte[PIECE];
              for (int i = 0; i < PIECES; i++) {
                out.write(piece);
                sent.addAndGet(PIECE);
              }
              throw new ScriptedBackend.Hangup();
            });
        Client client = rig.pointedAt(old).client()) {
      client.head("GET / HTTP/1.1", "Host: app.example.com");
      awaitStandstill(sent);

      ByteArrayOutputStream all = new ByteArrayOutputStream();
      client.replyHead().body(hesitating(client.in()), all);
      assertThat(all.size()).isEqualTo(PIECE * PIECES);
    }
  }

  /** Fifty megabytes that no compression and no luck can make equal to others. */
  private static void sendChunks(OutputStream out, MessageDigest digest, AtomicLong sent)
      throws IOException {
    Random random = new Random(1);
    byte[] piece = new byte[PIECE];
    for (int i = 0; i < PIECES; i++) {
      random.nextBytes(piece);
      digest.update(piece);
      out.write("%x\r\n".formatted(PIECE).getBytes(StandardCharsets.US_ASCII));
      out.write(piece);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      sent.addAndGet(PIECE);
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** Reads in small pieces, with a breath between them. */
  private static InputStream hesitating(InputStream in) {
    return new FilterInputStream(in) {
      private int reads;

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (++reads % 64 == 0) {
          LockSupport.parkNanos(1_000_000);
        }
        return super.read(bytes, offset, length);
      }
    };
  }

  private Client switched(ScriptedBackend backend) throws IOException {
    Client client = rig.pointedAt(backend).client();
    Message consent =
        client
            .head(
                "GET / HTTP/1.1",
                "Host: app.example.com",
                "Connection: keep-alive, Upgrade",
                "Upgrade: raw")
            .replyHead();
    assertThat(consent.status()).isEqualTo(101);
    assertThat(consent.header("Upgrade")).hasValue("raw");
    return client;
  }

  /** Nothing has moved in twenty looks in a row. */
  private static void awaitStandstill(AtomicLong sent) {
    long[] last = {0, 0};
    Eventually.that(
        "no more is taken",
        () -> {
          long now = sent.get();
          last[1] = now > 0 && now == last[0] ? last[1] + 1 : 0;
          last[0] = now;
          return last[1] >= 20;
        });
  }

  private static String digestOf(Message head, InputStream in) throws IOException {
    MessageDigest digest = sha256();
    head.body(
        in,
        new OutputStream() {
          @Override
          public void write(int one) {
            digest.update((byte) one);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
          }
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A WebSocket server in its barest form: short or middle-sized frames, sent back as they came.
   */
  private static void echoFrames(Message request, InputStream in, OutputStream out)
      throws IOException {
    ScriptedBackend.write(
        out,
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Accept: "
            + accept(request.header("Sec-WebSocket-Key").orElseThrow())
            + "\r\n\r\n");
    while (true) {
      int opcode = in.read();
      if (opcode < 0) {
        throw new ScriptedBackend.Hangup();
      }
      int length = in.read() & 0x7f;
      if (length == 126) {
        length = in.read() << 8 | in.read();
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < length; i++) {
        payload[i] ^= mask[i % 4];
      }
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(opcode);
      if (length < 126) {
        frame.write(length);
      } else {
        frame.write(126);
        frame.write(length >> 8);
        frame.write(length);
      }
      frame.write(payload);
      out.write(frame.toByteArray());
      out.flush();
      if ((opcode & 0xf) == 8) {
        throw new ScriptedBackend.Hangup();
      }
    }
  }

  private static String accept(String key) {
    try {
      String whole = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1").digest(whole.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private static CompletableFuture<Void> running(Task task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static String take(BlockingQueue<String> queue) throws IOException {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void pass(CountDownLatch gate) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private record Ear(
      BlockingQueue<String> heard, CompletableFuture<Integer> closed, StringBuilder text)
      implements WebSocket.Listener {
    Ear(BlockingQueue<String> heard, CompletableFuture<Integer> closed) {
      this(heard, closed, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        heard.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return CompletableFuture.completedFuture(null);
    }
  }
}
