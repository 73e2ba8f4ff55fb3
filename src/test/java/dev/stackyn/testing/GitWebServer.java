package dev.stackyn.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The real git http-backend behind a small web server on loopback. */
public final class GitWebServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Path root;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch stalled = new CountDownLatch(1);
  private volatile boolean stalling;
  private volatile boolean old;

  /** A request as it came. */
  public record Seen(String method, String path, Optional<String> authorization) {}

  private GitWebServer(HttpServer server, Path root) {
    this.server = server;
    this.root = root;
  }

  public static GitWebServer of(Path root) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    GitWebServer server = new GitWebServer(http, root);
    http.createContext("/", server::serve);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + "/" + path;
  }

  /** From now on only whoever brings these may read below the path. */
  public GitWebServer protect(String path, String user, String password) {
    String pair = user + ":" + password;
    passwords.put(
        "/" + path,
        "Basic "
            + java.util.Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public GitWebServer redirect(String path, String target) {
    redirects.put("/" + path, target);
    return this;
  }

  public GitWebServer answer(String path, int status) {
    statuses.put("/" + path, status);
    return this;
  }

  /** From now on as before 2018: all names first, and commits only by what they name. */
  public void speakOldProtocol() {
    old = true;
  }

  /** From now on a pack begins, and does not go on. */
  public void stall() {
    stalling = true;
  }

  /** Returns when a pack has begun and does not go on. */
  public void awaitStalled() throws InterruptedException {
    if (!stalled.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody asked for a pack");
    }
  }

  public List<Seen> seen() {
    return seen;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      seen.add(new Seen(exchange.getRequestMethod(), path, Optional.ofNullable(authorization)));
      if (answered(exchange, path, authorization)) {
        return;
      }
      backend(exchange, path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answered(HttpExchange exchange, String path, @Nullable String authorization)
      throws IOException {
    for (var redirect : redirects.entrySet()) {
      if (path.startsWith(redirect.getKey())) {
        String query = exchange.getRequestURI().getRawQuery();
        String rest = path.substring(redirect.getKey().length());
        exchange
            .getResponseHeaders()
            .set("Location", redirect.getValue() + rest + (query == null ? "" : "?" + query));
        exchange.sendResponseHeaders(302, -1);
        return true;
      }
    }
    for (var status : statuses.entrySet()) {
      if (path.startsWith(status.getKey())) {
        exchange.sendResponseHeaders(status.getValue(), -1);
        return true;
      }
    }
    for (var password : passwords.entrySet()) {
      if (path.startsWith(password.getKey()) && !password.getValue().equals(authorization)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return true;
      }
    }
    return false;
  }

  private void backend(HttpExchange exchange, String path)
      throws IOException, InterruptedException {
    Process process = process(exchange, path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    process.getOutputStream().write(body);
    process.getOutputStream().close();
    InputStream out = process.getInputStream();
    int status = 200;
    for (String line = line(out); !line.isEmpty(); line = line(out)) {
      String[] header = line.split(": ", 2);
      if (header[0].equals("Status")) {
        status = Integer.parseInt(header[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(header[0], header[1]);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    boolean pack = text(exchange, body).contains("command=fetch");
    if (stalling && pack) {
      exchange.getResponseBody().write(out.readNBytes(100));
      exchange.getResponseBody().flush();
      stalled.countDown();
      closed.await();
    }
    out.transferTo(exchange.getResponseBody());
    process.waitFor();
  }

  private static String text(HttpExchange exchange, byte[] body) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] plain =
        packed ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
    return new String(plain, StandardCharsets.ISO_8859_1);
  }

  private Process process(HttpExchange exchange, String path) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "http-backend"));
    ProcessBuilder builder = Author.builder(root, command);
    Map<String, String> environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", path);
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    put(environment, "QUERY_STRING", exchange.getRequestURI().getRawQuery());
    put(environment, "CONTENT_TYPE", exchange.getRequestHeaders().getFirst("Content-Type"));
    put(
        environment,
        "GIT_PROTOCOL",
        old ? "" : exchange.getRequestHeaders().getFirst("Git-Protocol"));
    put(
        environment,
        "HTTP_CONTENT_ENCODING",
        exchange.getRequestHeaders().getFirst("Content-Encoding"));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void put(Map<String, String> environment, String name, @Nullable String value) {
    environment.put(name, value == null ? "" : value);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
