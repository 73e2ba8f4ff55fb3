import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running program that is measured. */
record Server(Process process, int port, long startNanos, Path log) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Asks until the answer is 200, and returns how long that took from the start of the process. */
  double await(String path) throws IOException, InterruptedException {
    while (get(path) != 200) {
      if (!process.isAlive() || System.nanoTime() - startNanos > PATIENCE.toNanos()) {
        throw new IOException("no 200 from " + path + "; the log says:\n" + Files.readString(log));
      }
      Thread.sleep(2);
    }
    return (System.nanoTime() - startNanos) / 1e6;
  }

  /** The same process on another of its ports. */
  Server at(int otherPort) {
    return new Server(process, otherPort, startNanos, log);
  }

  /** The status of the answer, or 0 when nobody answers. */
  int get(String path) {
    return get(path, "localhost");
  }

  /** The same, asked under that name. */
  int get(String path, String host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return status == null ? 0 : Integer.parseInt(status.split(" ")[1]);
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The cache is used silently or not at all: what the process has mapped tells which. */
  boolean uses(Path cache) throws IOException {
    return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "maps"))
        .contains(cache.toString());
  }

  /** Processor time used so far, user and system, in seconds. */
  double processorSeconds() {
    return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("it did not stop on SIGTERM; see " + log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
