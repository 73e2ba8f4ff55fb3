package dev.stackyn.routing.adapters.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An authority that knows who asks, and takes no order now. */
final class BusyAuthority implements AutoCloseable {
  private final HttpServer server;
  private final Refusal refusal;
  private final AtomicInteger orders = new AtomicInteger();

  /** What it answers to an order. */
  record Refusal(int status, String type, String body, String retryAfter) {}

  private BusyAuthority(HttpServer server, Refusal refusal) {
    this.server = server;
    this.refusal = refusal;
  }

  static BusyAuthority answering(Refusal refusal) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    BusyAuthority authority = new BusyAuthority(server, refusal);
    server.createContext("/", authority::answer);
    server.start();
    return authority;
  }

  String directory() {
    return url("/dir");
  }

  int orders() {
    return orders.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Replay-Nonce", "bm9uY2U");
    switch (exchange.getRequestURI().getPath()) {
      case "/dir" -> send(exchange, 200, "application/json", directoryText());
      case "/nonce" -> send(exchange, 200, "application/json", "");
      case "/account" -> {
        exchange.getResponseHeaders().add("Location", url("/account/1"));
        send(exchange, 201, "application/json", "{\"status\": \"valid\"}");
      }
      default -> {
        orders.incrementAndGet();
        exchange.getResponseHeaders().add("Retry-After", refusal.retryAfter);
        send(exchange, refusal.status, refusal.type, refusal.body);
      }
    }
  }

  private String directoryText() {
    return """
    {"newNonce": "%s", "newAccount": "%s", "newOrder": "%s"}
    """
        .formatted(url("/nonce"), url("/account"), url("/order"));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
