package dev.stackyn.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * Answers the Docker engine's ping and who it is, so that tests of other things are ready on
 * machines without Docker.
 */
public final class FakeDocker implements AutoCloseable {
  private final HttpServer server;

  private FakeDocker(HttpServer server) {
    this.server = server;
  }

  public static FakeDocker start() throws IOException {
    return start(true);
  }

  /** One whose containers live on, or do not, while it is restarted. */
  public static FakeDocker start(boolean liveRestore) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              answer(exchange.getRequestURI().getPath(), liveRestore)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new FakeDocker(server);
  }

  private static String answer(String path, boolean liveRestore) {
    String asked = path.substring(path.lastIndexOf('/') + 1);
    return switch (asked) {
      case "version" -> "{\"Version\":\"20.10.24\",\"ApiVersion\":\"1.41\"}";
      case "info" -> "{\"LiveRestoreEnabled\":" + liveRestore + "}";
      default -> "OK";
    };
  }

  public URI host() {
    return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
