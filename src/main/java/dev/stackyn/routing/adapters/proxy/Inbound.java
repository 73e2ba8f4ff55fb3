package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Host;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request says about itself. */
final class Inbound {
  private static final long PATIENCE_MILLIS = 2_000;

  private static final char DELETE = 0x7f;
  private static final long NO_ERROR = 0;

  private final HttpServerRequest request;
  private final MultiMap headers;
  private final String authority;
  private final String target;
  private final Optional<Host> host;
  private final boolean clear;
  private final boolean chunked;
  private final boolean body;
  private final BodyWatch watch;
  private @Nullable MeasuredBody measured;

  Inbound(HttpServerRequest request, BodyWatch watch) {
    this.request = request;
    this.watch = watch;
    this.headers = request.headers();
    List<String> hosts = headers.getAll(HttpHeaders.HOST);
    this.authority =
        isModern() ? Streams.authority(request) : hosts.isEmpty() ? "" : hosts.getFirst();
    this.target = target(request.uri(), (request.isSSL() ? "https://" : "http://") + authority);
    this.host = Host.asked(authority);
    List<String> encodings = headers.getAll(HttpHeaders.TRANSFER_ENCODING);
    boolean hasLength = hasLength(headers.get(HttpHeaders.CONTENT_LENGTH));
    this.chunked = isModern() ? !hasLength && Streams.hasBody(request) : !encodings.isEmpty();
    this.body = chunked || hasLength;
    this.clear =
        isPath(target)
            && !headers.contains("")
            && !request.method().equals(HttpMethod.CONNECT)
            && (isModern()
                ? Streams.isClear(request)
                : hosts.size() == 1 && (encodings.isEmpty() || isPlainlyChunked(encodings)));
  }

  /** HTTP/2: a request is a stream beside others, and says in another way what it is. */
  boolean isModern() {
    return request.version() == HttpVersion.HTTP_2;
  }

  /** Host and perhaps a port, as they were sent. */
  String authority() {
    return authority;
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
    int colon = authority.indexOf(':');
    return colon < 0 ? "" : authority.substring(colon);
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
    body().limit(most);
  }

  MeasuredBody body() {
    MeasuredBody known = measured;
    if (known == null) {
      known = new MeasuredBody(request, !waitsForContinue(), watch);
      measured = known;
    }
    return known;
  }

  boolean isTooLong() {
    return measured != null && measured.isTooLong();
  }

  /** Its client has let it trickle for too long. */
  boolean isTooSlow() {
    return measured != null && measured.isTooSlow();
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

  /** Whether a client sees where an answer ends that does not say how long it is. */
  boolean seesTheEnd() {
    return request.version() != HttpVersion.HTTP_1_0;
  }

  boolean mayHaveAnswerBody(int status) {
    return !request.method().equals(HttpMethod.HEAD) && status != 204 && status != 304;
  }

  /** An old client that cannot be told otherwise where the body ends. */
  boolean endsWithTheConnection(MultiMap answer) {
    return !seesTheEnd() && !answer.contains(HttpHeaders.CONTENT_LENGTH);
  }

  /** Nobody wants the rest; but the client may have to send it all before it reads its answer. */
  void discardBody() {
    if (!request.isEnded()) {
      body().discard(this::cutOff);
    }
  }

  private void cutOff() {
    if (isModern()) {
      request.response().reset(NO_ERROR); // the other streams of the connection go on
    } else {
      request.connection().close();
    }
  }

  /**
   * The connection of HTTP/1.1 ends, and what still comes on it is read for a moment more: who is
   * cut off in the middle of a word may never read why.
   */
  void sendAway() {
    if (isModern()) {
      cutOff();
      return;
    }
    HttpConnection connection = request.connection();
    Wire.of(connection).condemn();
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
    request.handler(nothing -> {});
    request.resume();
  }

  private boolean isPath(String text) {
    if (text.equals("*")) {
      return request.method().equals(HttpMethod.OPTIONS);
    }
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) <= ' ' || text.charAt(at) == DELETE) {
        return false;
      }
    }
    return text.startsWith("/");
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
      return ascii(uri);
    }
    String rest = ascii(uri.substring(whole.length()));
    return rest.startsWith("?") || rest.isEmpty() ? "/" + rest : rest;
  }

  /** A byte that has no letter is written as a backend would be sent it by a careful client. */
  private static String ascii(String uri) {
    for (int at = 0; at < uri.length(); at++) {
      if (uri.charAt(at) > DELETE) {
        return escaped(uri, at);
      }
    }
    return uri;
  }

  private static String escaped(String uri, int first) {
    StringBuilder plain = new StringBuilder(uri.substring(0, first));
    for (byte next : uri.substring(first).getBytes(StandardCharsets.ISO_8859_1)) {
      if (next < 0) {
        plain.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
      } else {
        plain.append((char) next);
      }
    }
    return plain.toString();
  }
}
