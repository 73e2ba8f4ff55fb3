package dev.stackyn.routing.adapters.knock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.RouterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketKnockerTest {
  private static final Optional<Host> NO_HOST = Optional.empty();

  private final ServerSocket listener;
  private final Backend backend;
  private final SocketKnocker knocker =
      new SocketKnocker(RouterSettings.from(new Variables(Map.of())));

  SocketKnockerTest() throws IOException {
    listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    backend = new Backend(listener.getInetAddress(), listener.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  @Test
  void anOpenPortIsEnoughWithoutAPath() {
    assertThat(knocker.connect(backend)).isEmpty();
  }

  @Test
  void nobodyBehindThePortIsSaid() throws IOException {
    listener.close();
    Optional<String> said = Optional.of("nothing listens on port " + backend.port());

    assertThat(knocker.connect(backend)).isEqualTo(said);
    assertThat(knocker.get(backend, NO_HOST, "/health", 200)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"200, 200", "204, 204", "301, 301"})
  void theExpectedStatusIsAllItTakes(int expected, int answered) {
    answerAll("HTTP/1.1 %d Whatever\r\nContent-Length: 0\r\n\r\n".formatted(answered));
    assertThat(knocker.get(backend, NO_HOST, "/health", expected)).isEmpty();
  }

  @Test
  void anotherStatusIsSaid() {
    answerAll("HTTP/1.0 500 Internal Server Error\r\n\r\n");
    assertThat(knocker.get(backend, NO_HOST, "/health", 200))
        .hasValue("GET /health on port %d answers 500, not 200".formatted(backend.port()));
  }

  @Test
  void whatComesBeforeTheAnswerIsNotTheAnswer() {
    answerAll("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    assertThat(knocker.get(backend, NO_HOST, "/", 200)).isEmpty();
  }

  @Test
  void aConnectionThatIsClosedIsSaid() {
    answerAll("");
    assertThat(knocker.get(backend, NO_HOST, "/", 200))
        .hasValue("GET / on port %d is closed without an answer".formatted(backend.port()));
  }

  @Test
  void whatIsNotHttpIsSaid() {
    answerAll("SSH-2.0-OpenSSH_9.2\r\n");
    assertThat(knocker.get(backend, NO_HOST, "/", 200))
        .hasValue(
            "GET / on port %d answers with something that is not HTTP".formatted(backend.port()));
  }

  @ParameterizedTest
  @CsvSource({"'', http, 80", "443, https, 443"})
  void aVisitorOfTheHostIsNamedAsTheRouterNamesHim(String tls, String scheme, String port)
      throws Exception {
    SocketKnocker asRouter =
        new SocketKnocker(RouterSettings.from(new Variables(Map.of("STACKYN_HTTPS_PORT", tls))));
    CompletableFuture<String> heard = CompletableFuture.supplyAsync(this::hear);

    assertThat(asRouter.get(backend, Optional.of(new Host("shop.example.com")), "/health", 200))
        .isEmpty();

    assertThat(heard.get().lines())
        .contains(
            "GET /health HTTP/1.1",
            "Host: shop.example.com",
            "X-Forwarded-For: 127.0.0.1",
            "X-Forwarded-Proto: " + scheme,
            "X-Forwarded-Host: shop.example.com",
            "X-Forwarded-Port: " + port,
            "Forwarded: for=127.0.0.1;host=\"shop.example.com\";proto=" + scheme,
            "Connection: close");
  }

  @Test
  void aLineWithoutEndIsGivenUpOn() {
    answerAll("HTTP/1.1 200 " + "x".repeat(100_000));
    assertThat(knocker.get(backend, NO_HOST, "/", 200))
        .hasValueSatisfying(said -> assertThat(said).contains("not HTTP"));
  }

  @Test
  void silenceIsSaidWithHowLongItLasted() {
    // The listener's backlog takes the connection, and nobody ever reads from it.
    assertThat(knocker.get(backend, NO_HOST, "/", 200))
        .hasValue("GET / on port %d has no answer within 5 s".formatted(backend.port()));
  }

  /** The first connection only shows that there is somebody. */
  private String hear() {
    try {
      listener.accept().close();
      return answered(listener.accept());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answered(Socket visitor) throws IOException {
    try (visitor) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) visitor.getInputStream().read());
      }
      visitor
          .getOutputStream()
          .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return head.toString();
    }
  }

  private void answerAll(String text) {
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try (Socket socket = listener.accept()) {
              socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().flush();
              // A close with unread bytes would take back what was sent.
              socket.setSoTimeout(1_000);
              socket.getInputStream().read(new byte[4_096]);
            } catch (IOException e) {
              if (listener.isClosed()) {
                return;
              }
            }
          }
        });
  }
}
