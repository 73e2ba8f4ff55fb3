package dev.stackyn.routing.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One client's connection to the router. */
final class Visits implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final String host;

  Visits(int port, String host) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 10);
    this.host = host;
  }

  /** The page; whatever is not a 200 with a whole page is an error. */
  String get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    int length = head("HTTP/1.1 200");
    byte[] page = in.readNBytes(length);
    if (page.length < length) {
      throw new IOException("half a page");
    }
    return new String(page, StandardCharsets.US_ASCII);
  }

  /** From here on it is a socket of lines. */
  Visits upgrade() throws IOException {
    send(
        "GET / HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: Upgrade\r\nUpgrade: lines\r\nSec-WebSocket-Version: 13\r\n\r\n");
    head("HTTP/1.1 101");
    return this;
  }

  void echo(String line) throws IOException {
    send(line + "\n");
    String heard = SmallApp.Lines.read(in);
    if (!heard.equals(line)) {
      throw new IOException("said " + line + ", heard " + heard);
    }
  }

  private void send(String text) throws IOException {
    SmallApp.Lines.write(socket.getOutputStream(), text);
  }

  private int head(String status) throws IOException {
    String line = SmallApp.Lines.read(in);
    if (!line.startsWith(status)) {
      throw new IOException(line);
    }
    int length = 0;
    for (String header = SmallApp.Lines.read(in);
        !header.isEmpty();
        header = SmallApp.Lines.read(in)) {
      if (header.regionMatches(true, 0, "Content-Length:", 0, "Content-Length:".length())) {
        length = Integer.parseInt(header.substring("Content-Length:".length()).strip());
      }
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
