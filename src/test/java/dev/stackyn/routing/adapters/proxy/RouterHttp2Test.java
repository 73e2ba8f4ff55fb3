package dev.stackyn.routing.adapters.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.testing.Eventually;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.StreamResetException;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HTTP/2 with clients, HTTP/1.1 with backends. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RouterHttp2Test {
  private static final String GREETING =
      "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nContent-Length: 5\r\n\r\nhello";

  private static final int NO_ANSWER = 0;

  private final RouterRig rig = RouterRig.start();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  @AfterEach
  void nobodyIsLeftBehind() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    Eventually.that(
        "no request counts as being there any more", () -> rig.live().present(any -> true) == 0);
    rig.close();
  }

  @Test
  void aBackendSeesARequestOfItsOwnTime() {
    BlockingQueue<Message> seen = new LinkedBlockingQueue<>();
    try (ScriptedBackend backend =
        ScriptedBackend.of((request, in, out) -> {
          seen.add(request);
          ScriptedBackend.write(out, GREETING);
        })) {
      rig.pointedAt(backend);
      Whole answer =
          wait(
              request(HttpMethod.GET, "/a?b")
                  .compose(request -> {
                    request.headers().add("Cookie", "a=1").add("Cookie", "b=2");
                    return request.putHeader("X-Kept", "1").send();
                  })
                  .compose(RouterHttp2Test::whole));

      assertThat(answer.head().version()).isEqualTo(HttpVersion.HTTP_2);
      assertThat(answer.head().statusCode()).isEqualTo(200);
      assertThat(answer.head().headers().contains("X-Hop")).isFalse();
      assertThat(answer.head().headers().contains("Connection")).isFalse();
      assertThat(answer.body()).hasToString("hello");
      Message request = seen.remove();
      assertThat(request.line()).isEqualTo("GET /a?b HTTP/1.1");
      assertThat(request.all("Host")).containsExactly("app.example.com:8000");
      assertThat(request.all("Cookie")).containsExactly("a=1; b=2");
      assertThat(request.header("X-Kept")).hasValue("1");
      assertThat(request.header("X-Forwarded-Host")).hasValue("app.example.com:8000");
      assertThat(request.header("X-Forwarded-Port")).hasValue("8000");
      assertThat(request.header("Transfer-Encoding")).isEmpty();
      assertThat(request.headers()).noneMatch(header -> header.startsWith(":"));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, Content-Length", "false, Transfer-Encoding"})
  void bodiesGoThroughBothWays(boolean hasLength, String framing) {
    try (ScriptedBackend echo =
        ScriptedBackend.of((request, in, out) -> {
          String body = request.body(in);
          ScriptedBackend.write(
              out,
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n%x\r\n%s\r\n0\r\nX-Sum: %s\r\n\r\n"
                  .formatted(body.length(), body, request.header(framing).isPresent()));
        })) {
      rig.pointedAt(echo);
      String large = "0123456789".repeat(40_000);
      Whole answer =
          wait(
              request(HttpMethod.POST, "/")
                  .compose(request -> {
                    request.setChunked(!hasLength);
                    if (hasLength) {
                      request.putHeader("Content-Length", String.valueOf(large.length()));
                    }
                    Future<Void> sent = Future.succeededFuture();
                    for (int at = 0; at < large.length(); at += 50_000) {
                      Buffer part = Buffer.buffer(large.substring(at, at + 50_000));
                      sent = sent.compose(before -> request.write(part));
                    }
                    return sent.compose(all -> request.end())
                        .compose(ended -> request.response())
                        .compose(RouterHttp2Test::whole);
                  }));
      assertThat(answer.body().toString()).isEqualTo(large);
      assertThat(answer.trailers().get("X-Sum")).isEqualTo("true");
    }
  }

  @Test
  void oneConnectionCarriesManyRequestsAtOnceEachOfWhichCounts() throws Exception {
    CountDownLatch all = new CountDownLatch(20);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend slow =
        ScriptedBackend.of((request, in, out) -> {
          all.countDown();
          pass(go);
          ScriptedBackend.say(out, request.line());
        })) {
      rig.pointedAt(slow);
      List<Future<Buffer>> pages = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        pages.add(
            request(HttpMethod.GET, "/" + i)
                .compose(HttpClientRequest::send)
                .compose(HttpClientResponse::body));
      }
      all.await();
      assertThat(rig.live().present(any -> true)).isEqualTo(20);
      go.countDown();
      for (int i = 0; i < 20; i++) {
        assertThat(wait(pages.get(i))).hasToString("GET /" + i + " HTTP/1.1");
      }
    }
  }

  @Test
  void halfAnAnswerEndsItsStreamAndNoOther() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend breaking =
        ScriptedBackend.of((request, in, out) -> {
          if (request.line().contains("/whole")) {
            pass(go);
            ScriptedBackend.say(out, "whole");
          } else {
            ScriptedBackend.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            throw new ScriptedBackend.Hangup();
          }
        })) {
      rig.pointedAt(breaking);
      Future<Buffer> whole =
          request(HttpMethod.GET, "/whole")
              .compose(HttpClientRequest::send)
              .compose(HttpClientResponse::body);
      Future<Buffer> half =
          request(HttpMethod.GET, "/half")
              .compose(HttpClientRequest::send)
              .compose(HttpClientResponse::body);
      assertThatThrownBy(() -> wait(half)).hasRootCauseInstanceOf(StreamResetException.class);
      go.countDown();
      assertThat(wait(whole)).hasToString("whole");
    }
  }

  @Test
  void aBackendIsToldThatItsClientWantsNoMore() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              if (request.line().contains("/slow")) {
                arrived.countDown();
                if (in.read() < 0) {
                  told.countDown();
                }
              }
              ScriptedBackend.say(out, "here");
            });
        Frames frames = Frames.to(rig.pointedAt(slow).port())) {
      frames.request(1, Frames.END_STREAM, Frames.get("/slow"));
      arrived.await();
      frames.send(Frames.RESET, 0, 1, new byte[] {0, 0, 0, 8});
      told.await();
      frames.request(3, Frames.END_STREAM, Frames.get("/"));
      assertThat(frames.await(Frames.HEADERS).status()).isEqualTo(200);
    }
  }

  /** The client of the JDK asks on a connection of HTTP/1.1 whether it may go on by HTTP/2. */
  @Test
  void whoAsksForTheUpgradeGetsIt() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        java.net.http.HttpClient asking = java.net.http.HttpClient.newHttpClient()) {
      rig.routing()
          .point(new AppId(new UUID(7, 9)), List.of(new Host("127.0.0.1")), backend.backend());
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.port() + "/")).build();
      for (int i = 0; i < 2; i++) {
        HttpResponse<String> answer = asking.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
        assertThat(answer.body()).isEqualTo("hello");
      }
    }
  }

  @Test
  void unknownHostsAndStoppedAppsAreTold() throws Exception {
    rig.announce();
    try (Frames frames = Frames.to(rig.port())) {
      frames.request(1, Frames.END_STREAM, Frames.get("/"));
      assertThat(frames.await(Frames.HEADERS).status()).isEqualTo(503);
      frames.request(
          3,
          Frames.END_STREAM,
          ":method",
          "GET",
          ":scheme",
          "http",
          ":path",
          "/",
          ":authority",
          "other.example.com");
      assertThat(frames.await(Frames.HEADERS).status()).isEqualTo(404);
    }
  }

  /** In HTTP/1.1 these would be the end of a line, or another request. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | / HTTP/1.1\\r\\nX: y | x-ok | 1",
        "GET / HTTP/1.1\\r\\n | / | x-ok | 1",
        "GET | / | x-bad | 1\\r\\nX-Smuggled: 1",
        "GET | / | x-bad\\r\\nx-smuggled | 1",
        "GET | / | transfer-encoding | chunked",
        "GET | / | connection | x-ok",
        "GET | * /x | x-ok | 1",
        "CONNECT | / | x-ok | 1",
      })
  void whatHasNoPlaceInHttp1IsRefused(String method, String path, String name, String value)
      throws Exception {
    BlockingQueue<Message> seen = new LinkedBlockingQueue<>();
    try (ScriptedBackend backend =
            ScriptedBackend.of((request, in, out) -> {
              seen.add(request);
              ScriptedBackend.say(out, "hello");
            });
        Frames frames = Frames.to(rig.pointedAt(backend).port())) {
      frames.request(
          1,
          Frames.END_STREAM,
          ":method",
          lines(method),
          ":scheme",
          "http",
          ":path",
          lines(path),
          ":authority",
          RouterRig.HOST,
          lines(name),
          lines(value));
      assertThat(refusal(frames)).isIn(400, NO_ANSWER);
      assertThat(seen).isEmpty();
    }
  }

  /** The status, or that there was a reset or the end of the connection instead. */
  private static int refusal(Frames frames) {
    try {
      while (true) {
        Frames.Frame frame = frames.read();
        if (frame.type() == Frames.HEADERS) {
          return frame.status();
        }
        if (frame.type() == Frames.RESET || frame.type() == Frames.GO_AWAY) {
          return NO_ANSWER;
        }
      }
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  @Test
  void whoResetsWithoutEndIsSentAway() throws Exception {
    try (ScriptedBackend backend = ScriptedBackend.saying("hello");
        Frames frames = Frames.to(rig.pointedAt(backend).port())) {
      assertThatThrownBy(
              () -> {
                for (int stream = 1; stream < 1_000_000; stream += 2) {
                  frames.request(stream, Frames.END_STREAM, Frames.get("/"));
                  frames.send(Frames.RESET, 0, stream, new byte[] {0, 0, 0, 8});
                }
                throw new AssertionError("nobody has stopped it");
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void headersWithoutEndAreNotCollected() throws Exception {
    try (Frames frames = Frames.to(rig.port())) {
      frames.send(Frames.HEADERS, Frames.END_STREAM, 1, Frames.block(Frames.get("/")));
      byte[] more = Frames.block("x-more", "x".repeat(10_000));
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  frames.send(Frames.CONTINUATION, 0, 1, more);
                }
                throw new AssertionError("nobody has stopped it");
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void moreStreamsThanAllowedAreRefused() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              pass(go);
              ScriptedBackend.say(out, "late");
            });
        Frames frames = Frames.to(rig.pointedAt(slow).port())) {
      for (int stream = 1; stream <= 201; stream += 2) {
        frames.request(stream, Frames.END_STREAM, Frames.get("/"));
      }
      Frames.Frame refused = frames.await(Frames.RESET);
      assertThat(refused.stream()).isEqualTo(201);
      assertThat(refused.error()).as("REFUSED_STREAM").isEqualTo(7);
      go.countDown();
      assertThat(frames.awaitEnd(1).type()).isEqualTo(Frames.DATA);
    }
  }

  @Test
  void aRouterThatStopsSaysGoodbyeAndFinishesWhatRuns() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              arrived.countDown();
              pass(go);
              ScriptedBackend.say(out, "late");
            });
        Frames frames = Frames.to(rig.pointedAt(slow).port())) {
      frames.request(1, Frames.END_STREAM, Frames.get("/"));
      arrived.await();
      var stopping = rig.router().shutdownGracefully().toCompletableFuture();
      assertThat(frames.await(Frames.GO_AWAY).error()).isZero();
      assertThat(stopping).isNotDone();
      go.countDown();
      assertThat(frames.awaitEnd(1).type()).isEqualTo(Frames.DATA);
      stopping.get();
    }
  }

  @Test
  void aLimitOfTheAppCountsEveryStream() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    try (RouterRig small = RouterRig.start(Map.of("STACKYN_ROUTER_MAX_APP_REQUESTS", "2"));
        ScriptedBackend slow =
            ScriptedBackend.of((request, in, out) -> {
              two.countDown();
              pass(go);
              ScriptedBackend.say(out, "late");
            });
        Frames frames = Frames.to(small.pointedAt(slow).port())) {
      frames.request(1, Frames.END_STREAM, Frames.get("/"));
      frames.request(3, Frames.END_STREAM, Frames.get("/"));
      two.await();
      frames.request(5, Frames.END_STREAM, Frames.get("/"));
      Frames.Frame busy = frames.await(Frames.HEADERS);
      assertThat(busy.stream()).isEqualTo(5);
      assertThat(busy.status()).isEqualTo(503);
      go.countDown();
      frames.awaitEnd(1);
    }
  }

  private Future<HttpClientRequest> request(HttpMethod method, String path) {
    return client.request(
        new RequestOptions()
            .setMethod(method)
            .setServer(SocketAddress.inetSocketAddress(rig.port(), "127.0.0.1"))
            .setHost(RouterRig.HOST)
            .setPort(8000)
            .setURI(path));
  }

  private record Whole(HttpClientResponse head, Buffer body) {
    MultiMap trailers() {
      return head.trailers();
    }
  }

  private static Future<Whole> whole(HttpClientResponse head) {
    return head.body().map(body -> new Whole(head, body));
  }

  private static String lines(String text) {
    return text.replace("\\r", "\r").replace("\\n", "\n");
  }

  private static <T> T wait(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private static void pass(CountDownLatch gate) throws IOException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
