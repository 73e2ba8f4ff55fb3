package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.RequestId;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** What the router says by itself: a page for people, the one shape of problems for programs. */
final class Answers {
  private Answers() {}

  /**
   * The text is one of ours and holds nothing that would have to be escaped, as the id does not.
   */
  static void problem(HttpServerRequest request, ErrorCode code, String text, RequestId id) {
    boolean page = wantsPage(request);
    String body = page ? page(code, text, id) : json(code, text, id);
    HttpServerResponse response = request.response();
    response
        .setStatusCode(code.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, page ? "text/html; charset=utf-8" : "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(Forwarding.REQUEST_ID, id.value());
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(body);
    }
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

  /** What could not be read as a request. */
  static void invalid(HttpServerRequest request, Ids ids) {
    @Nullable Throwable cause = request.decoderResult().cause();
    RequestId id = new RequestId(ids.next().toString());
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
        .formatted(text, code, id);
  }

  private static String page(ErrorCode code, String text, RequestId id) {
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
    <p>%1$d</p>
    <p><small>Request %3$s</small></p>
    </body>
    </html>
    """
        .formatted(code.status(), text, id);
  }

  private static boolean wantsPage(HttpServerRequest request) {
    @Nullable String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/html");
  }
}
