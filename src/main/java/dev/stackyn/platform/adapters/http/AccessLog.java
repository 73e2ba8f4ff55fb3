package dev.stackyn.platform.adapters.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line and one measurement per request. Both name the route's template: an address may hold
 * what is private.
 */
@Singleton
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.stackyn.access");

  private final MeterRegistry meters;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  private record Key(String method, String route, int status) {}

  AccessLog(MeterRegistry meters) {
    this.meters = meters;
  }

  void record(Exchange exchange) {
    long nanos = System.nanoTime() - exchange.startNanos;
    timers
        .computeIfAbsent(new Key(method(exchange), exchange.route(), exchange.status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    LOG.atInfo()
        .addKeyValue("method", exchange.method)
        .addKeyValue("route", exchange.route())
        .addKeyValue("status", exchange.status)
        .addKeyValue("ms", Math.round(nanos / 10_000.0) / 100.0)
        .addKeyValue("bytes", exchange.bytes)
        .addKeyValue("request_id", exchange.id)
        .log("request");
  }

  private Timer timer(Key key) {
    return Timer.builder("http.server.requests")
        .description(
            "Requests to the API, from their first header to the last byte of their answer")
        .tag("method", key.method)
        .tag("route", key.route)
        .tag("status", String.valueOf(key.status))
        .register(meters);
  }

  /** A client may invent methods without end; the figures have room for those that exist. */
  private static String method(Exchange exchange) {
    return switch (exchange.method) {
      case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> exchange.method;
      default -> "OTHER";
    };
  }
}
