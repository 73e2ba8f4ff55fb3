package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.RouterSettings;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One loop's connections to backends. Only that loop's thread comes here. */
final class Upstream {
  private static final int MOST_TO_ONE_BACKEND = 8_192;
  private static final int LARGEST_ANSWER_HEAD = 64 << 10;

  /**
   * Shorter than what servers usually keep a silent connection for (Node: 5 s), or requests meet a
   * closing one.
   */
  private static final int KEPT_SECONDS = 4;

  private static final Pattern TIMEOUT = Pattern.compile("(?i)timeout\\s*=\\s*(\\d{1,9})");

  /** A connection that is to close waits for its request, however long that one takes. */
  private static final long WITHOUT_HURRY_HOURS = 24;

  private final HttpClient client;
  private final RouterSettings settings;
  private final Threshold threshold;
  private final Map<Backend, RequestOptions> doors = new HashMap<>();
  private final Map<Backend, Set<HttpConnection>> connections = new HashMap<>();

  Upstream(Vertx vertx, RouterSettings settings) {
    this.settings = settings;
    this.threshold = new Threshold(vertx);
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(settings))
            .with(new PoolOptions().setHttp1MaxSize(MOST_TO_ONE_BACKEND))
            .withConnectHandler(this::opened)
            .build();
  }

  /** A request on a connection of its own to the backend; nothing has been sent yet. */
  Future<HttpClientRequest> request(Backend backend) {
    RequestOptions door = doors.computeIfAbsent(backend, this::door);
    return threshold.cross(backend, () -> client.request(door));
  }

  /**
   * Sees to it that a connection is given up before the backend does so. Vert.x takes a backend's
   * word for how long it keeps one, to the second, and requests would meet a closing one.
   */
  static void giveUpFirst(MultiMap answer) {
    @Nullable String said = answer.get(HttpHeaders.KEEP_ALIVE);
    if (said == null) {
      return;
    }
    answer.remove(HttpHeaders.KEEP_ALIVE);
    Matcher timeout = TIMEOUT.matcher(said);
    if (timeout.find() && Integer.parseInt(timeout.group(1)) <= KEPT_SECONDS) {
      answer.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /**
   * Closes what is silent to backends that nothing leads to any more, and the rest as soon as it
   * is. Who waits for a connection there waits no longer.
   */
  void retire(Predicate<Backend> left) {
    threshold.leave(left);
    doors.keySet().removeIf(left);
    List<HttpConnection> old = new ArrayList<>();
    connections.forEach((backend, open) -> {
      if (left.test(backend)) {
        old.addAll(open);
      }
    });
    old.forEach(connection -> connection.shutdown(WITHOUT_HURRY_HOURS, TimeUnit.HOURS));
  }

  private RequestOptions door(Backend backend) {
    return new RequestOptions()
        .setServer(
            SocketAddress.inetSocketAddress(
                new InetSocketAddress(backend.address(), backend.port())))
        .setHost(backend.address().getHostAddress())
        .setPort(backend.port())
        .setConnectTimeout(settings.connect().toMillis());
  }

  private void opened(HttpConnection connection) {
    SocketAddress remote = connection.remoteAddress();
    Backend backend = Backend.at(remote.hostAddress(), remote.port());
    connections.computeIfAbsent(backend, fresh -> new HashSet<>()).add(connection);
    connection.closeHandler(closed -> closed(backend, connection));
    connection.exceptionHandler(broken -> {}); // the request that it carries hears of it
  }

  private void closed(Backend backend, HttpConnection connection) {
    connections.computeIfPresent(
        backend,
        (same, open) -> {
          open.remove(connection);
          return open.isEmpty() ? null : open;
        });
  }

  private static HttpClientOptions options(RouterSettings settings) {
    return new HttpClientOptions()
        .setKeepAliveTimeout(KEPT_SECONDS)
        .setConnectTimeout((int) settings.connect().toMillis())
        .setIdleTimeout((int) settings.idle().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setMaxChunkSize(RouterLoop.LARGEST_PIECE)
        .setMaxHeaderSize(LARGEST_ANSWER_HEAD)
        .setMaxInitialLineLength(RouterLoop.LONGEST_LINE);
  }
}
