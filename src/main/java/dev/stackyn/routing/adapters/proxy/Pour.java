package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way to a client, no faster than the client takes it.
 *
 * <p>What comes is sent with what comes along with it: most answers are whole, head, body and end,
 * when their first byte is there. But nothing waits for what the backend has not sent.
 */
final class Pour {
  private final HttpServerResponse client;
  private final Outbound source;
  private final Runnable refused;
  private @Nullable ByteBuf held;
  private boolean isOver;

  /**
   * Into this answer.
   *
   * @param refused called when nobody takes it any more
   */
  Pour(HttpServerResponse client, Outbound source, Runnable refused) {
    this.client = client;
    this.source = source;
    this.refused = refused;
    client.drainHandler(drained -> source.go());
  }

  void take(ByteBuf part) {
    @Nullable ByteBuf before = held;
    held = part;
    if (before != null) {
      write(before);
    }
  }

  /** Sends all that has come so far. A body that comes later does not hold its head up. */
  void flush() {
    if (isOver || client.closed()) {
      return;
    }
    if (held != null) {
      ByteBuf part = held;
      held = null;
      write(part);
    } else if (!client.headWritten() && hasEnd()) {
      client.writeHead();
    }
  }

  /** Sends what has come last, and that it was the last. */
  Future<Void> end() {
    isOver = true;
    @Nullable ByteBuf rest = held;
    held = null;
    return rest == null
        ? client.end()
        : client.end(BufferInternal.buffer(rest)).onComplete(sent -> rest.release());
  }

  /** Nobody wants the rest. */
  void drop() {
    isOver = true;
    if (held != null) {
      held.release();
      held = null;
    }
  }

  private void write(ByteBuf part) {
    client
        .write(BufferInternal.buffer(part))
        .onComplete(sent -> {
          part.release();
          if (sent.failed()) {
            refused.run();
          }
        });
    if (!isOver && client.writeQueueFull()) {
      source.hold();
    }
  }

  private boolean hasEnd() {
    return client.isChunked() || client.headers().contains(HttpHeaders.CONTENT_LENGTH);
  }
}
