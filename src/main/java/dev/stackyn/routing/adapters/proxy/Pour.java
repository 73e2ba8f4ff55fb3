package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way to a client, no faster than the client takes it.
 *
 * <p>It is the backend's socket that is held, not Vert.x's stream: what a held stream has read it
 * forgets when the backend closes meanwhile, and its connection may go back to the others while it
 * is still held.
 *
 * <p>What comes is sent with what comes along with it: most answers are whole, head, body and end,
 * when their first byte is there. But nothing waits for what the backend has not sent.
 */
final class Pour {
  private final HttpServerResponse client;
  private final Context loop;
  private final Wire source;
  private final Promise<Void> poured = Promise.promise();
  private @Nullable Buffer held;
  private boolean isDue;

  private Pour(HttpServerResponse client, Context loop, Wire source) {
    this.client = client;
    this.loop = loop;
    this.source = source;
  }

  static Pour over(HttpClientResponse backend, HttpServerResponse client, Context loop) {
    Pour pour = new Pour(client, loop, Wire.of(backend.request().connection()));
    backend.exceptionHandler(pour.poured::tryFail);
    backend.endHandler(end -> {
      pour.source.giveBack();
      pour.poured.tryComplete();
    });
    backend.handler(pour::take);
    client.drainHandler(drained -> pour.source.go());
    pour.sendSoon();
    return pour;
  }

  /** Fails when there is no more to come although there should be, or nobody takes it any more. */
  Future<Void> future() {
    return poured.future();
  }

  /** Sends what has come last, and that it was the last. */
  Future<Void> end() {
    Buffer rest = takeHeld();
    return rest == null ? client.end() : client.end(rest);
  }

  private void take(Buffer part) {
    Buffer before = held;
    held = part;
    if (before != null) {
      write(before);
    }
    sendSoon();
  }

  private void sendSoon() {
    if (!isDue) {
      isDue = true;
      loop.runOnContext(due -> send());
    }
  }

  private void send() {
    isDue = false;
    if (client.ended() || client.closed()) {
      return;
    }
    Buffer part = takeHeld();
    if (part != null) {
      write(part);
    } else if (!client.headWritten() && hasEnd()) {
      // A body that comes later does not hold its head up.
      client.writeHead();
    }
  }

  private void write(Buffer part) {
    client.write(part).onFailure(poured::tryFail);
    if (client.writeQueueFull()) {
      source.hold();
    }
  }

  private @Nullable Buffer takeHeld() {
    Buffer part = held;
    held = null;
    return part;
  }

  private boolean hasEnd() {
    return client.isChunked()
        || client.headers().contains(io.vertx.core.http.HttpHeaders.CONTENT_LENGTH);
  }
}
