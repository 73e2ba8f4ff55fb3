package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RequestId;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the router says by itself: a page for people, the one shape of problems for programs. */
final class Answers {
  private Answers() {}

  static void problem(HttpServerRequest request, ErrorCode code, String text, RequestId id) {
    problem(request, code, text, Optional.empty(), id);
  }

  /** What more there is to say may be anybody's words: a program gets them instead of ours. */
  static Future<Void> problem(
      HttpServerRequest request, ErrorCode code, String text, Optional<String> more, RequestId id) {
    boolean page = wantsPage(request);
    String body = page ? page(code, text, more, id) : json(code, more.orElse(text), id);
    HttpServerResponse response = request.response();
    response
        .setStatusCode(code.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, page ? "text/html; charset=utf-8" : "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(Forwarding.REQUEST_ID, id.value());
    return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(body);
  }

  /**
   * The connection of HTTP/1.1 ends with it: where the next request would begin cannot be known.
   */
  static void refuse(HttpServerRequest request, ErrorCode code, String text, RequestId id) {
    if (request.version() != HttpVersion.HTTP_2) {
      Wire.of(request.connection()).condemn();
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      request.response().endHandler(ended -> request.connection().close());
    }
    problem(request, code, text, id);
  }

  /** The client is still sending what nobody wants. */
  static void tooLong(Inbound in, RequestId id) {
    stop(in, ErrorCode.BODY_TOO_LARGE, "This app takes no request as large as this.", id);
  }

  /** The client is still sending, and does not come to an end. */
  static void tooSlow(Inbound in, RequestId id) {
    stop(in, ErrorCode.REQUEST_TIMEOUT, "The request was sent too slowly.", id);
  }

  private static void stop(Inbound in, ErrorCode code, String text, RequestId id) {
    HttpServerRequest request = in.request();
    if (!in.isModern()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    problem(request, code, text, Optional.empty(), id).onComplete(sent -> in.sendAway());
  }

  /** What could not be read as a request. */
  static void invalid(HttpServerRequest request, RequestIds ids) {
    @Nullable Throwable cause = request.decoderResult().cause();
    RequestId id = ids.next();
    if (cause instanceof TooLongHttpLineException) {
      refuse(request, ErrorCode.URI_TOO_LONG, "The address is too long.", id);
    } else if (cause instanceof TooLongHttpHeaderException) {
      refuse(request, ErrorCode.HEADERS_TOO_LARGE, "The request headers are too large.", id);
    } else {
      refuse(request, ErrorCode.BAD_REQUEST, "The request cannot be read.", id);
    }
  }

  private static String json(ErrorCode code, String text, RequestId id) {
    return "{\"error\":\"%s\",\"success\":false,\"code\":\"%s\",\"request_id\":\"%s\"}"
        .formatted(Escaping.json(text), code, id);
  }

  private static String page(ErrorCode code, String text, Optional<String> more, RequestId id) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%2$s</title>
    <style>
    body { font: 1rem/1.5 system-ui, sans-serif; margin: 18vh auto 0; max-width: 34rem; padding: 0 1.5rem;
      color: #1f2328; background: #fff; }
    h1 { font-size: 1.5rem; } small { color: #59636e; }
    @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #0d1117; } small { color: #9198a1; } }
    </style>
    </head>
    <body>
    <h1>%2$s</h1>
    %4$s<p>%1$d</p>
    <p><small>Request %3$s</small></p>
    </body>
    </html>
    """
        .formatted(code.status(), Escaping.html(text), id, more.map(Answers::paragraph).orElse(""));
  }

  private static String paragraph(String text) {
    return "<p style=\"white-space: pre-line\">" + Escaping.html(text) + "</p>\n";
  }

  private static boolean wantsPage(HttpServerRequest request) {
    @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/html");
  }
}
