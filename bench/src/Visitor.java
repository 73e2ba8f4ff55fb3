import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Somebody who reloads an app's page until he sees what he waits for. */
record Visitor(int port, String host) {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int PAUSE = 5;

  /** The first page with status 200 that is as it should be. */
  String await(Predicate<String> wanted) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (true) {
      Optional<String> page = page();
      if (page.isPresent() && wanted.test(page.get())) {
        return page.get();
      }
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new IOException(
            "%s at %d never answered as expected: %s".formatted(host, port, page));
      }
      Thread.sleep(PAUSE);
    }
  }

  private Optional<String> page() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(host)
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int head = answer.indexOf("\r\n\r\n");
      return head > 0 && answer.startsWith("HTTP/1.1 200")
          ? Optional.of(answer.substring(head + 4))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
