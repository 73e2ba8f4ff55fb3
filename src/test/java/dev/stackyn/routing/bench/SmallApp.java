package dev.stackyn.routing.bench;

import dev.stackyn.routing.domain.Backend;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One version of an app, on an address of its own as containers have: a page with its version, one
 * that takes its time, and upgrades, after which it says each line back.
 */
final class SmallApp implements AutoCloseable {
  static final String SLOW = "/slow";

  private final ServerSocket listener;
  private final String version;
  private final Duration slowness;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private SmallApp(ServerSocket listener, String version, Duration slowness) {
    this.listener = listener;
    this.version = version;
    this.slowness = slowness;
  }

  static SmallApp start(String address, String version, Duration slowness) throws IOException {
    SmallApp app =
        new SmallApp(new ServerSocket(0, 1_024, InetAddress.ofLiteral(address)), version, slowness);
    Thread.ofVirtual().start(app::accept);
    return app;
  }

  Backend backend() {
    return new Backend(listener.getInetAddress(), listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 10);
      OutputStream out = socket.getOutputStream();
      for (String line = Lines.read(in); ; line = Lines.read(in)) {
        if (upgrades(in)) {
          Lines.write(
              out,
              "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: lines\r\n\r\n");
          echo(in, out);
        }
        answer(line, out);
      }
    } catch (IOException e) {
      // The other side has had enough, or this one is stopped.
    } finally {
      open.remove(socket);
    }
  }

  private void answer(String line, OutputStream out) throws IOException {
    if (line.contains(SLOW)) {
      pause();
    }
    Lines.write(
        out,
        "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(version.length(), version));
  }

  private void pause() throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(slowness.toNanos());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static boolean upgrades(InputStream in) throws IOException {
    boolean upgrades = false;
    for (String header = Lines.read(in); !header.isEmpty(); header = Lines.read(in)) {
      upgrades |= header.regionMatches(true, 0, "Upgrade:", 0, "Upgrade:".length());
    }
    return upgrades;
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    while (true) {
      Lines.write(out, Lines.read(in) + "\n");
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Text as HTTP has it. */
  static final class Lines {
    private Lines() {}

    static String read(InputStream in) throws IOException {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next != '\n'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the connection was closed");
        }
        line.append((char) next);
      }
      return line.toString().stripTrailing();
    }

    static void write(OutputStream out, String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }
}
