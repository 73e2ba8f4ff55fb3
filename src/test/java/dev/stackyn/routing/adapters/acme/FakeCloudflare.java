package dev.stackyn.routing.adapters.acme;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Cloudflare's API as is asked for; what is written there, the name servers say. */
final class FakeCloudflare implements AutoCloseable {
  static final String TOKEN = "cloudflare-token-of-a-test";
  private static final String RECORDS = "/zones/zone-1/dns_records";

  private final HttpServer server;
  private final Pebble names;
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();

  private record Entry(String id, String name, String text) {}

  private FakeCloudflare(HttpServer server, Pebble names) {
    this.server = server;
    this.names = names;
  }

  static FakeCloudflare start(Pebble names) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeCloudflare cloudflare = new FakeCloudflare(server, names);
    server.createContext("/", cloudflare::answer);
    server.start();
    return cloudflare;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked, in the order in which it was. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  /** The records that are there. */
  int records() {
    return entries.size();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String said = exchange.getRequestHeaders().getFirst("Authorization");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    calls.add(asked);
    boolean known = Objects.equals(said, "Bearer " + TOKEN);
    String answer =
        known ? "{\"success\": true, \"result\": %s}".formatted(result(asked, body)) : "{}";
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 403, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String result(String asked, String body) {
    if (asked.equals("GET /zones?name=example.org")) {
      return "[{\"id\": \"zone-1\"}]";
    }
    if (asked.equals("POST " + RECORDS)) {
      return add(body);
    }
    if (asked.startsWith("GET " + RECORDS)) {
      return entries.stream()
          .map(entry ->
              "{\"id\": \"%s\", \"content\": \"\\\"%s\\\"\"}".formatted(entry.id, entry.text))
          .toList()
          .toString();
    }
    if (asked.startsWith("DELETE " + RECORDS + "/")) {
      remove(asked.substring(asked.lastIndexOf('/') + 1));
      return "{}";
    }
    return "[]";
  }

  private String add(String body) {
    Entry entry =
        new Entry("record-" + ids.incrementAndGet(), field(body, "name"), field(body, "content"));
    entries.add(entry);
    names.setText(entry.name, entry.text);
    return "{\"id\": \"%s\"}".formatted(entry.id);
  }

  private void remove(String id) {
    entries.stream()
        .filter(entry -> entry.id.equals(id))
        .forEach(entry -> names.clearText(entry.name));
    entries.removeIf(entry -> entry.id.equals(id));
  }

  private static String field(String body, String name) {
    Matcher field = Pattern.compile("\"%s\"\\s*:\\s*\"([^\"]*)\"".formatted(name)).matcher(body);
    if (!field.find()) {
      throw new IllegalArgumentException("no " + name);
    }
    return field.group(1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
