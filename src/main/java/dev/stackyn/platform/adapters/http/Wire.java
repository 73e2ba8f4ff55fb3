package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import io.micronaut.json.JsonMapper;
import io.netty.handler.codec.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What happens to every exchange at the wire: its headers, its log line, its place in the figures.
 */
@Singleton
final class Wire {
  private final Cors cors;
  private final AccessLog accessLog;
  private final JsonMapper json;

  Wire(Cors cors, AccessLog accessLog, JsonMapper json) {
    this.cors = cors;
    this.accessLog = accessLog;
    this.json = json;
  }

  /** Unique, not secret: a fast source of randomness will do. */
  String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  void stamp(HttpHeaders headers, Exchange exchange) {
    headers.set(Exchange.ID_HEADER, exchange.id);
    SecurityHeaders.stamp(headers);
    cors.stamp(headers, exchange.origin);
  }

  void finished(Exchange exchange) {
    accessLog.record(exchange);
  }

  /** The client went away before it had its answer; 499 is what proxies call that. */
  void abandoned(Exchange exchange) {
    exchange.status = 499;
    accessLog.record(exchange);
  }

  byte[] problem(ErrorCode code, String requestId) {
    try {
      return json.writeValueAsBytes(
          Problem.of(code, ProblemHandler.text(code), requestId, List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
