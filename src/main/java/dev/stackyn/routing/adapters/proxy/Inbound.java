package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Host;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says about itself. */
final class Inbound {
  private static final long PATIENCE_MILLIS = 2_000;

  private final HttpServerRequest request;
  private final MultiMap headers;
  private final String target;
  private final String named;
  private final Optional<Host> host;
  private final boolean clear;
  private final boolean chunked;
  private final boolean body;
  private @Nullable MeasuredBody measured;

  Inbound(HttpServerRequest request) {
    this.request = request;
    this.headers = request.headers();
    List<String> hosts = headers.getAll(HttpHeaders.HOST);
    this.named = hosts.isEmpty() ? "" : hosts.getFirst();
    this.target = target(request.uri(), (request.isSSL() ? "https://" : "http://") + named);
    this.host = Host.asked(named);
    List<String> encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
    this.chunked = !encodings.isEmpty();
    this.body = chunked || hasLength(headers.get(HttpHeaders.CONTENT_LENGTH));
    this.clear =
        hosts.size() == 1
            && (target.startsWith("/") || target.equals("*"))
            && !request.method().equals(HttpMethod.CONNECT)
            && (encodings.isEmpty() || isPlainlyChunked(encodings));
  }

  /**
   * False when it can be read in two ways, or in none: whatever it means, the backend might read it
   * differently.
   */
  boolean isClear() {
    return clear;
  }

  HttpServerRequest request() {
    return request;
  }

  Optional<Host> host() {
    return host;
  }

  /** With its colon, or nothing. */
  String portAsked() {
    int colon = named.indexOf(':');
    return colon < 0 ? "" : named.substring(colon);
  }

  /** Path and query, as they were sent. */
  String target() {
    return target;
  }

  boolean hasBody() {
    return body;
  }

  /** As the request says before its body comes; 0 when it does not say. */
  long length() {
    @Nullable String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** From here on, its body breaks off where it is longer. */
  void limitBody(long most) {
    measured = new MeasuredBody(request, most);
  }

  ReadStream<Buffer> body() {
    return measured == null ? request : measured;
  }

  boolean isTooLong() {
    return measured != null && measured.isTooLong();
  }

  boolean isChunked() {
    return chunked;
  }

  boolean waitsForContinue() {
    @Nullable String expect = headers.get(HttpHeaders.EXPECT);
    return expect != null && expect.equalsIgnoreCase("100-continue");
  }

  /** Any protocol but HTTP/2, which is spoken with clients alone. */
  boolean wantsUpgrade() {
    @Nullable String protocol = headers.get(HttpHeaders.UPGRADE);
    return protocol != null
        && !protocol.regionMatches(true, 0, "h2", 0, 2)
        && request.version() == HttpVersion.HTTP_1_1
        && request.method().equals(HttpMethod.GET)
        && !body
        && headers.getAll(HttpHeaders.CONNECTION).stream()
            .anyMatch(line -> AsciiString.containsIgnoreCase(line, HttpHeaders.UPGRADE));
  }

  /** What a backend that ends leaves to be said, in a protocol that has words for that. */
  Optional<Farewell> farewell() {
    return "websocket".equalsIgnoreCase(headers.get(HttpHeaders.UPGRADE))
        ? Optional.of(new Farewell())
        : Optional.empty();
  }

  boolean mayHaveAnswerBody(int status) {
    return !request.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
  }

  /** An old client that cannot be told otherwise where the body ends. */
  boolean endsWithTheConnection(MultiMap answer) {
    return request.version() == HttpVersion.HTTP_1_0
        && !answer.contains(HttpHeaders.CONTENT_LENGTH);
  }

  /** Nobody wants the rest; but the client may have to send it all before it reads its answer. */
  void discardBody() {
    if (!request.isEnded()) {
      request.handler(nothing -> {});
      request.resume();
    }
  }

  /**
   * The connection ends, and what still comes on it is read for a moment more: who is cut off in
   * the middle of a word may never read why.
   */
  void sendAway() {
    HttpConnection connection = request.connection();
    if (request.isEnded()) {
      connection.close();
      return;
    }
    Vertx vertx = Objects.requireNonNull(Vertx.currentContext(), "the loop").owner();
    long timer = vertx.setTimer(PATIENCE_MILLIS, over -> connection.close());
    request.endHandler(all -> {
      vertx.cancelTimer(timer);
      connection.close();
    });
    discardBody();
  }

  private boolean isPlainlyChunked(List<String> encodings) {
    return encodings.size() == 1
        && encodings.getFirst().equalsIgnoreCase("chunked")
        && request.version() == HttpVersion.HTTP_1_1;
  }

  private static boolean hasLength(@Nullable String length) {
    return length != null && !length.equals("0");
  }

  /** A client may send the whole address; it must be the host's own. */
  private static String target(String uri, String whole) {
    if (!uri.regionMatches(true, 0, whole, 0, whole.length())) {
      return uri;
    }
    String rest = uri.substring(whole.length());
    return rest.startsWith("?") || rest.isEmpty() ? "/" + rest : rest;
  }
}
