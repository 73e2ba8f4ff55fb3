package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Backend;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An app of a test's own, which answers byte by byte as it is told. */
final class ScriptedBackend implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();

  /** Answers one request. To close the connection, it throws. */
  interface Script {
    void answer(Message request, InputStream in, OutputStream out) throws IOException;
  }

  /** Ends the connection on purpose. */
  static final class Hangup extends IOException {}

  private ScriptedBackend(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  static ScriptedBackend on(String address, Script script) {
    try {
      ScriptedBackend backend =
          new ScriptedBackend(new ServerSocket(0, 512, InetAddress.ofLiteral(address)), script);
      Thread.ofVirtual().start(backend::accept);
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScriptedBackend of(Script script) {
    return on("127.0.0.1", script);
  }

  /** Reads the whole request and answers 200 with this text. */
  static ScriptedBackend saying(String text) {
    return of((request, in, out) -> {
      request.body(in);
      say(out, text);
    });
  }

  static void say(OutputStream out, String text) throws IOException {
    write(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(text.length(), text));
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  Backend backend() {
    return new Backend(listener.getInetAddress(), listener.getLocalPort());
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  /** How many connections there are. */
  int open() {
    return open.size();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        script.answer(Message.read(in), in, socket.getOutputStream());
      }
    } catch (IOException e) {
      // The other side, or the script, has had enough.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
