package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.RequestId;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which headers go on to the other side, and what backends are told about where a request came
 * from.
 */
@Singleton
final class Forwarding {
  static final String FORWARDED_FOR = "X-Forwarded-For";
  static final String FORWARDED_PROTO = "X-Forwarded-Proto";
  static final String FORWARDED_HOST = "X-Forwarded-Host";
  static final String FORWARDED_PORT = "X-Forwarded-Port";
  static final String FORWARDED = "Forwarded";
  static final String REQUEST_ID = "X-Request-ID";

  /**
   * What concerns one connection only, and what a program might take for a setting of its own
   * (httpoxy).
   */
  private static final HeaderNames ONE_HOP =
      HeaderNames.of(
          "Connection",
          "Keep-Alive",
          "Proxy",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Connection",
          "TE",
          "Transfer-Encoding",
          "Upgrade");

  private static final HeaderNames ALL_THE_WAY = HeaderNames.of("Content-Length", "Host");

  private static final HttpHeadersFactory UNCHECKED =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final List<AddressRange> trusted;

  Forwarding(IdentitySettings settings) {
    trusted = settings.rates().trustedProxies();
  }

  /** What the backend is told. */
  HttpHeaders request(Inbound in, RequestId id) {
    HttpServerRequest request = in.request();
    // Whoever read them has looked at them already.
    HttpHeaders out = UNCHECKED.newHeaders();
    MultiMap brought = request.headers();
    copy(brought, out, isTrusted(request));
    if (in.isModern()) {
      out.set(HttpHeaderNames.HOST, in.authority());
      List<String> crumbs = brought.getAll(HttpHeaderNames.COOKIE);
      if (crumbs.size() > 1) {
        out.set(HttpHeaderNames.COOKIE, String.join("; ", crumbs));
      }
    }
    tellOrigin(in, request, out);
    out.set(REQUEST_ID, id.value());
    return out;
  }

  /** What a trusted proxy has said of the origin is among the headers already. */
  private static void tellOrigin(Inbound in, HttpServerRequest request, HttpHeaders out) {
    String peer = request.remoteAddress().hostAddress();
    String scheme = request.isSSL() ? "https" : "http";
    append(out, FORWARDED_FOR, peer);
    append(out, FORWARDED, forwarded(peer, in.authority(), scheme));
    setUnlessThere(out, FORWARDED_PROTO, scheme);
    setUnlessThere(out, FORWARDED_HOST, in.authority());
    setUnlessThere(out, FORWARDED_PORT, port(in.authority(), request.isSSL()));
  }

  private static String forwarded(String peer, String authority, String scheme) {
    String node = peer.indexOf(':') < 0 ? peer : "\"[" + peer + "]\"";
    return "for=" + node + ";host=\"" + authority + "\";proto=" + scheme;
  }

  /** The one that the client asked, which need not be the one that this process listens on. */
  private static String port(String authority, boolean secure) {
    int colon = authority.lastIndexOf(':');
    if (colon >= 0 && colon < authority.length() - 1) {
      return authority.substring(colon + 1);
    }
    return secure ? "443" : "80";
  }

  private static void copy(MultiMap brought, HttpHeaders out, boolean believed) {
    HeaderNames dropped = dropped(brought.get(HttpHeaderNames.CONNECTION), brought::getAll);
    brought.forEach((name, value) -> {
      if (!dropped.contains(name) && (believed || !speaksOfOrigin(name)) && !isMasked(name)) {
        out.add(name, value);
      }
    });
  }

  /** To the end of a list that may have come in several pieces. */
  private static void append(HttpHeaders out, String name, String last) {
    List<String> said = out.getAll(name);
    out.set(name, said.isEmpty() ? last : String.join(", ", said) + ", " + last);
  }

  static void answer(HttpHeaders brought, MultiMap out) {
    HeaderNames dropped = dropped(brought.get(HttpHeaderNames.CONNECTION), brought::getAll);
    Iterator<Map.Entry<CharSequence, CharSequence>> lines = brought.iteratorCharSequence();
    while (lines.hasNext()) {
      Map.Entry<CharSequence, CharSequence> line = lines.next();
      if (!dropped.contains(line.getKey())) {
        out.add(line.getKey(), line.getValue());
      }
    }
  }

  private static void setUnlessThere(HttpHeaders out, String name, String value) {
    if (!out.contains(name)) {
      out.set(name, value);
    }
  }

  private boolean isTrusted(HttpServerRequest in) {
    return !trusted.isEmpty()
        && AddressRange.numeric(in.remoteAddress().hostAddress())
            .filter(peer -> trusted.stream().anyMatch(range -> range.contains(peer)))
            .isPresent();
  }

  /**
   * With an underscore for a hyphen: many an app is told of both in one variable, and would take
   * what a client says for what we do.
   */
  private static boolean isMasked(String name) {
    if (name.indexOf('_') < 0) {
      return false;
    }
    String seen = name.replace('_', '-');
    return speaksOfOrigin(seen)
        || ONE_HOP.contains(seen)
        || ALL_THE_WAY.contains(seen)
        || seen.equalsIgnoreCase(REQUEST_ID);
  }

  private static boolean speaksOfOrigin(String name) {
    return name.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length())
        || name.equalsIgnoreCase(FORWARDED)
        || name.equalsIgnoreCase("X-Real-IP");
  }

  /**
   * Connection may name more headers that end here; but not those that say where the message is
   * going and where its body ends.
   */
  private static HeaderNames dropped(
      @Nullable String connection, Function<CharSequence, List<String>> all) {
    if (connection == null || isUsual(connection)) {
      return ONE_HOP;
    }
    return ONE_HOP.and(
        all.apply(HttpHeaderNames.CONNECTION).stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(name -> !ALL_THE_WAY.contains(name))
            .toList());
  }

  private static boolean isUsual(String connection) {
    return switch (connection.toLowerCase(Locale.ROOT)) {
      case "keep-alive", "close", "upgrade" -> true;
      default -> false;
    };
  }
}
