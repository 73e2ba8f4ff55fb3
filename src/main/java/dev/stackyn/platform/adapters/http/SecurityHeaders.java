package dev.stackyn.platform.adapters.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * What browsers are told about every answer. A page that needs more (the documentation) says so
 * itself.
 */
final class SecurityHeaders {
  private static final AsciiString CONTENT_TYPE_OPTIONS =
      AsciiString.cached("x-content-type-options");
  private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
  private static final AsciiString DENY = AsciiString.cached("DENY");
  private static final AsciiString REFERRER_POLICY = AsciiString.cached("referrer-policy");
  private static final AsciiString NO_REFERRER = AsciiString.cached("no-referrer");
  private static final AsciiString NO_STORE = AsciiString.cached("no-store");
  private static final AsciiString NOTHING =
      AsciiString.cached("default-src 'none'; frame-ancestors 'none'");

  private SecurityHeaders() {}

  static void stamp(HttpHeaders headers) {
    headers.set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    headers.set(HttpHeaderNames.X_FRAME_OPTIONS, DENY);
    headers.set(REFERRER_POLICY, NO_REFERRER);
    setIfAbsent(headers, HttpHeaderNames.CONTENT_SECURITY_POLICY, NOTHING);
    setIfAbsent(headers, HttpHeaderNames.CACHE_CONTROL, NO_STORE);
  }

  private static void setIfAbsent(HttpHeaders headers, AsciiString name, AsciiString value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }
}
