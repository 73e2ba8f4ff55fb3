package dev.stackyn.platform.adapters.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the server, from its first header to the last byte of its answer.
 */
final class Exchange {
  static final String ID_HEADER = "X-Request-ID";

  private static final AttributeKey<Deque<Exchange>> OPEN =
      AttributeKey.valueOf("stackyn.exchanges");

  final String id;
  final String method;
  final long startNanos;
  final @Nullable String origin;
  int status;
  long bytes;
  private volatile String route = "unmatched";

  Exchange(String id, String method, @Nullable String origin, long startNanos) {
    this.id = id;
    this.method = method;
    this.origin = origin;
    this.startNanos = startNanos;
  }

  /** The template of the address, such as {@code /api/v1/apps/{id}}: never the address itself. */
  void matched(String template) {
    route = template;
  }

  String route() {
    return route;
  }

  /**
   * The exchanges of a connection that are not answered yet, oldest first: a client may pipeline.
   */
  static Deque<Exchange> open(Channel channel) {
    Deque<Exchange> open = channel.attr(OPEN).get();
    if (open == null) {
      Deque<Exchange> fresh = new ConcurrentLinkedDeque<>();
      Deque<Exchange> other = channel.attr(OPEN).setIfAbsent(fresh);
      return other == null ? fresh : other;
    }
    return open;
  }

  static Optional<Exchange> find(Channel channel, String id) {
    for (Exchange exchange : open(channel)) {
      if (exchange.id.equals(id)) {
        return Optional.of(exchange);
      }
    }
    return Optional.empty();
  }
}
