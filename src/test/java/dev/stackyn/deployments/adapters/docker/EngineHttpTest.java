package dev.stackyn.deployments.adapters.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.Stop;
import dev.stackyn.platform.domain.DockerSettings;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an engine that says, byte for byte, what a test wants it to say. */
class EngineHttpTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final Alarms alarms = new Alarms();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private ServerSocket server;
  private EngineHttp engine;

  private interface Conversation {
    void with(Socket socket) throws IOException;
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    URI host = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    engine =
        new EngineHttp(
            new EngineAddress(new DockerSettings(host, Optional.empty())),
            alarms,
            JsonMapper.createDefault());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    alarms.close();
  }

  @Test
  void readsAnAnswerOfKnownLength() throws Exception {
    answer(OK + "Content-Length: 13\r\n\r\n{\"a\":\"b\"}    and more");
    assertThat(Json.text(engine.json(EngineRequest.get("/x").with("q", "a b&c/d")), "a"))
        .contains("b");
    assertThat(asked.take()).startsWith("GET /x?q=a%20b%26c%2Fd HTTP/1.1\r\n");
  }

  @Test
  void readsAnAnswerInChunks() {
    answer(OK + "transfer-encoding: chunked\r\n\r\n4;x=y\r\nWiki\r\n6\r\npedia \r\n0\r\n\r\n");
    assertThat(engine.ask(EngineRequest.get("/x"), EngineAnswer::text)).isEqualTo("Wikipedia ");
  }

  @Test
  void readsAnAnswerThatEndsWithTheConnection() {
    answer(OK + "\r\nall of it");
    assertThat(engine.ask(EngineRequest.get("/x"), EngineAnswer::text)).isEqualTo("all of it");
  }

  @Test
  void saysWhatTheEngineRefuses() {
    answer("HTTP/1.1 409 Conflict\r\nContent-Length: 20\r\n\r\n{\"message\":\"in use\"}");
    Refused refused =
        catchThrowableOfType(Refused.class, () -> engine.tell(EngineRequest.delete("/x")));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.answer()).isEqualTo("in use");
  }

  @Test
  void whatNobodyExpectsOfTheEngineIsAFailureThatSaysNothingOfTheHost() {
    String words = "{\"message\":\"open /var/lib/docker/x: no such file\"}";
    answer("HTTP/1.1 500 Oops\r\nContent-Length: %d\r\n\r\n%s".formatted(words.length(), words));
    DeployFailure broken = failure();
    assertThat(broken.code()).isEqualTo(DeployCode.INTERNAL_PLATFORM_ERROR);
    assertThat(broken.text()).contains("(status 500)").doesNotContain("/var/lib");
    answer("HTTP/1.1 503 Later\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(failure().code()).isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void findsNothingWhereTheEngineHasNothing() {
    answer("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(engine.find(EngineRequest.get("/x"))).isEmpty();
  }

  @Test
  void noticesAnAnswerThatBreaksOff() {
    answer(OK + "Content-Length: 100\r\n\r\nhalf");
    assertThat(failure().code()).isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
    answer(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhal");
    assertThat(failure().code()).isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void noticesWhoeverDoesNotSpeakHttp() {
    answer("220 mail.example ESMTP\r\n\r\n");
    assertThat(failure().code()).isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
    answer(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
    assertThat(failure().code()).isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void noticesThatNobodyIsThere() throws IOException {
    server.close();
    assertThat(failure().code()).isEqualTo(DeployCode.ENGINE_UNAVAILABLE);
  }

  @Test
  void sendsABodyOfUnknownLength() throws Exception {
    answer(OK + "Content-Length: 2\r\n\r\nok", "0\r\n\r\n");
    EngineRequest request =
        EngineRequest.post("/x")
            .body("text/plain", out -> out.write("hello".getBytes(StandardCharsets.UTF_8)));
    assertThat(engine.ask(request, EngineAnswer::text)).isEqualTo("ok");
    assertThat(asked.take())
        .contains("Transfer-Encoding: chunked\r\n", "Content-Type: text/plain\r\n")
        .endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  }

  /** A half sent body must not look like a whole one. */
  @Test
  void saysWhyABodyCouldNotBeMade() throws Exception {
    answer("", "0\r\n\r\n");
    EngineRequest request =
        EngineRequest.post("/x")
            .body(
                "text/plain",
                out -> {
                  out.write(new byte[200_000]);
                  throw new IllegalStateException("the file is gone");
                });
    assertThatThrownBy(() -> engine.tell(request)).hasMessage("the file is gone");
    assertThat(asked.take()).doesNotEndWith("0\r\n\r\n");
  }

  /** An engine may refuse before it has read everything, and reads no more. */
  @Test
  void hearsARefusalWhileItSends() {
    serve(socket -> {
      readUntil(socket, "\r\n\r\n");
      write(socket, "HTTP/1.1 400 Bad\r\nContent-Length: 17\r\n\r\n{\"message\":\"bad\"}");
      socket.getInputStream().skipNBytes(100_000);
    });
    EngineRequest request =
        EngineRequest.post("/x").body("text/plain", out -> out.write(new byte[200_000]));
    assertThat(catchThrowableOfType(Refused.class, () -> engine.tell(request)).answer())
        .isEqualTo("bad");
  }

  @Test
  void closesTheConnectionWhenItIsToStop() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    serve(socket -> {
      readUntil(socket, "\r\n\r\n");
      write(socket, OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n");
      assertThat(socket.getInputStream().read()).isNegative();
      closed.countDown();
    });
    Stop stop = new Stop();
    assertThatThrownBy(() ->
            engine.stream(
                EngineRequest.post("/x"),
                stop,
                answer -> {
                  assertThat(answer.body().readNBytes(2)).asString().isEqualTo("hi");
                  stop.ask("enough");
                  return answer.body().read();
                }))
        .isInstanceOf(Stop.Stopped.class)
        .hasMessage("enough");
    closed.await();
  }

  @Test
  void handsTheConnectionOver() throws Exception {
    serve(socket -> {
      asked.add(readUntil(socket, "\r\n\r\n"));
      write(socket, "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\nraw");
      readUntil(socket, "bye");
    });
    EngineRequest request = EngineRequest.post("/session").header("Upgrade", "h2c");
    try (EngineSocket taken = engine.upgrade(request)) {
      assertThat(taken.in().readNBytes(3)).asString().isEqualTo("raw");
      taken.out().write("bye".getBytes(StandardCharsets.UTF_8));
      taken.out().flush();
    }
    assertThat(asked.take()).contains("Connection: Upgrade\r\n").doesNotContain("Content-Length");
  }

  @Test
  void saysWhyAConnectionIsNotHandedOver() {
    answer("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}");
    EngineRequest request = EngineRequest.post("/session").header("Upgrade", "h2c");
    assertThat(catchThrowableOfType(Refused.class, () -> engine.upgrade(request)).status())
        .isEqualTo(404);
  }

  @Test
  void letsNobodyWriteAHeaderOfHisOwn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineRequest.get("/x").header("A", "b\r\nEvil: yes"));
    assertThat(EngineRequest.part("a b/../c?x#y:1@z")).isEqualTo("a%20b/../c%3Fx%23y:1@z");
  }

  private DeployFailure failure() {
    return catchThrowableOfType(
        DeployFailure.class, () -> engine.ask(EngineRequest.get("/x"), EngineAnswer::text));
  }

  private void answer(String text) {
    answer(text, "\r\n\r\n");
  }

  private void answer(String text, String endOfRequest) {
    serve(socket -> {
      asked.add(readUntil(socket, endOfRequest));
      write(socket, text);
    });
  }

  private void serve(Conversation conversation) {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = server.accept()) {
            conversation.with(socket);
          } catch (IOException e) {
            // The client is gone, as some of these tests want it to be.
          }
        });
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    int next = 0;
    while (next >= 0 && !text.toString().endsWith(end)) {
      next =
          text.length() > 1_000
              ? socket.getInputStream().read(new byte[1 << 16])
              : read(socket, text);
    }
    return text.toString();
  }

  private static int read(Socket socket, StringBuilder text) throws IOException {
    int next = socket.getInputStream().read();
    if (next >= 0) {
      text.append((char) next);
    }
    return next;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }
}
