package dev.stackyn.routing.adapters.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection to the router, on which a test says exactly what it wants to. */
final class Client implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int ANY_PORT = 0;

  private final Socket socket;
  private final InputStream in;

  /** An answer read to its end. */
  record Reply(Message head, String body) {
    int status() {
      return head.status();
    }
  }

  private Client(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static Client to(int port) throws IOException {
    return on(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** From another address of this machine. */
  static Client from(String address, int port) throws IOException {
    return on(
        new Socket(
            InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(address), ANY_PORT));
  }

  static Client on(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    return new Client(socket);
  }

  Client send(String text) throws IOException {
    out().write(text.getBytes(StandardCharsets.ISO_8859_1));
    out().flush();
    return this;
  }

  /** Lines of a request's head, to which the empty one is added. */
  Client head(String... lines) throws IOException {
    return send(String.join("\r\n", lines) + "\r\n\r\n");
  }

  Reply get(String host, String path) throws IOException {
    return head("GET " + path + " HTTP/1.1", "Host: " + host).reply();
  }

  Reply reply() throws IOException {
    Message head = Message.read(in);
    return new Reply(head, head.body(in));
  }

  Message replyHead() throws IOException {
    return Message.read(in);
  }

  /** Whether nothing comes for that long. Whatever comes is not taken. */
  boolean saysNothingFor(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    in.mark(1);
    try {
      in.read();
      in.reset();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  InputStream in() {
    return in;
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  /** Everything until the router closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
