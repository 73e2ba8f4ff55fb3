package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.RouteTable;
import dev.stackyn.routing.domain.RouterSettings.Https;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the router, with its clients and its own connections to backends: a request never
 * changes hands.
 */
final class RouterLoop extends VerticleBase {
  static final int LONGEST_LINE = 8 << 10;

  /** As much of a body as a socket gives at once goes on at once, not in pieces of 8 KiB. */
  static final int LARGEST_PIECE = 64 << 10;

  /** Requests at once on one connection of HTTP/2. */
  private static final int MOST_STREAMS = 100;

  private static final int BACKLOG = 1_024;

  private final int asked;
  private final RouterParts parts;

  /** Complete when more is known of routes, or nothing has to be waited for any more. */
  private Promise<Void> news = Promise.promise();

  private @Nullable Upstream upstream;
  private @Nullable BodyWatch bodies;
  private @Nullable HttpServer server;
  private @Nullable HttpServer secure;

  RouterLoop(int port, RouterParts parts) {
    this.asked = port;
    this.parts = parts;
  }

  @Override
  public Future<?> start() {
    Upstream backends = new Upstream((ContextInternal) context, parts.settings());
    upstream = backends;
    bodies = new BodyWatch(vertx, parts.limits().body());
    parts.routes().watch(table -> context.runOnContext(ignored -> seen(table)));
    // Who comes early waits as long as he would for an app; after that he is told.
    vertx.setTimer(parts.settings().connect().toMillis(), late -> news.tryComplete());
    HttpServer plain = listener(options(), backends);
    server = plain;
    return plain
        .listen()
        .compose(listens ->
            parts.settings().https().isEmpty()
                ? Future.succeededFuture(listens)
                : listenSecurely(parts.settings().https().get(), backends));
  }

  private Future<HttpServer> listenSecurely(Https https, Upstream backends) {
    // Another number below zero is another free port.
    HttpServerOptions options = options().setPort(https.port() == 0 ? -2 : https.port());
    HttpServer listening =
        listener(RouterTls.serve(options, new NamedKeys(parts.certificates())), backends);
    secure = listening;
    return listening.listen();
  }

  private HttpServer listener(HttpServerOptions options, Upstream backends) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::opened)
        .invalidRequestHandler(request -> Answers.invalid(request, parts.ids()))
        .requestHandler(request -> {
          if (!ChallengePages.answered(request, parts.certificates())) {
            new Passage(
                    request, backends, Objects.requireNonNull(bodies), () -> news.future(), parts)
                .begin();
          }
        });
  }

  int port() {
    return Objects.requireNonNull(server).actualPort();
  }

  /** Where it speaks TLS; 0 when it does not. */
  int securePort() {
    HttpServer listening = secure;
    return listening == null ? 0 : listening.actualPort();
  }

  /** Done when the last client has its answer. */
  Future<Void> finish() {
    return Future.all(finish(server), finish(secure)).mapEmpty();
  }

  private Future<Void> finish(@Nullable HttpServer listening) {
    return listening == null
        ? Future.succeededFuture()
        : listening.shutdown(
            parts.http().limits().shutdownGrace().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void seen(RouteTable table) {
    Promise<Void> told = news;
    if (!table.isWhole()) {
      news = Promise.promise();
      told.tryComplete();
      return;
    }
    told.tryComplete();
    Objects.requireNonNull(upstream)
        .retire(backend -> !table.leadsTo(backend) && !parts.platform().isBehind(backend));
  }

  private void opened(HttpConnection connection) {
    connection.exceptionHandler(broken -> {}); // the request that it carries hears of it
    // Within TLS nobody could do so before.
    StrictDecoder.install(((ConnectionBase) connection).channel().pipeline(), parts);
  }

  private HttpServerOptions options() {
    return bounded(new HttpServerOptions(), parts)
        .setHost(parts.settings().host())
        .setPort(asked)
        .setAcceptBacklog(BACKLOG)
        .setTcpKeepAlive(true)
        .setIdleTimeout((int) parts.settings().idle().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        // WebSockets are none of the router's business: what stands in their way is not needed.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(true)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(MOST_STREAMS)
                .setMaxHeaderListSize(parts.http().limits().headerBytes()));
  }

  /** How large the parts of a request may be. */
  static HttpServerOptions bounded(HttpServerOptions options, RouterParts parts) {
    return options
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxChunkSize(LARGEST_PIECE)
        .setMaxHeaderSize(parts.http().limits().headerBytes());
  }
}
