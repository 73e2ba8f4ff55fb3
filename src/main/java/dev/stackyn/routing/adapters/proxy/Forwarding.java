package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.RequestId;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
  static final String REQUEST_ID = "X-Request-ID";

  /**
   * What concerns one connection only, and what a program might take for a setting of its own
   * (httpoxy).
   */
  private static final Set<String> ONE_HOP =
      insensitive(
          "Connection",
          "Keep-Alive",
          "Proxy",
          "Proxy-Authenticate",
          "Proxy-Authorization",
          "Proxy-Connection",
          "TE",
          "Transfer-Encoding",
          "Upgrade");

  private static final Set<String> ALL_THE_WAY = insensitive("Content-Length", "Host");

  private final List<AddressRange> trusted;

  Forwarding(IdentitySettings settings) {
    trusted = settings.rates().trustedProxies();
  }

  void request(HttpServerRequest in, MultiMap out, RequestId id) {
    boolean believed = isTrusted(in);
    MultiMap brought = in.headers();
    Set<String> dropped = dropped(brought);
    brought.forEach((name, value) -> {
      if (!dropped.contains(name) && (believed || !speaksOfOrigin(name))) {
        out.add(name, value);
      }
    });
    String peer = in.remoteAddress().hostAddress();
    @Nullable String chain = believed ? brought.get(FORWARDED_FOR) : null;
    out.set(FORWARDED_FOR, chain == null ? peer : all(brought, FORWARDED_FOR) + ", " + peer);
    setUnlessThere(out, FORWARDED_PROTO, in.isSSL() ? "https" : "http");
    setUnlessThere(out, FORWARDED_HOST, Objects.requireNonNull(brought.get(HttpHeaders.HOST)));
    out.set(REQUEST_ID, id.value());
  }

  static void answer(MultiMap brought, MultiMap out) {
    Set<String> dropped = dropped(brought);
    brought.forEach((name, value) -> {
      if (!dropped.contains(name)) {
        out.add(name, value);
      }
    });
  }

  private static void setUnlessThere(MultiMap out, String name, String value) {
    if (!out.contains(name)) {
      out.set(name, value);
    }
  }

  private static String all(MultiMap headers, String name) {
    return String.join(", ", headers.getAll(name));
  }

  private boolean isTrusted(HttpServerRequest in) {
    return !trusted.isEmpty()
        && AddressRange.numeric(in.remoteAddress().hostAddress())
            .filter(peer -> trusted.stream().anyMatch(range -> range.contains(peer)))
            .isPresent();
  }

  private static boolean speaksOfOrigin(String name) {
    return name.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length())
        || name.equalsIgnoreCase("Forwarded")
        || name.equalsIgnoreCase("X-Real-IP");
  }

  /**
   * Connection may name more headers that end here; but not those that say where the message is
   * going and where its body ends.
   */
  private static Set<String> dropped(MultiMap headers) {
    @Nullable String connection = headers.get(HttpHeaders.CONNECTION);
    if (connection == null || isUsual(connection)) {
      return ONE_HOP;
    }
    Set<String> named =
        headers.getAll(HttpHeaders.CONNECTION).stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(name -> !ALL_THE_WAY.contains(name))
            .collect(Collectors.toCollection(() -> new TreeSet<>(String.CASE_INSENSITIVE_ORDER)));
    named.addAll(ONE_HOP);
    return named;
  }

  private static boolean isUsual(String connection) {
    return switch (connection.toLowerCase(Locale.ROOT)) {
      case "keep-alive", "close", "upgrade" -> true;
      default -> false;
    };
  }

  private static Set<String> insensitive(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }
}
