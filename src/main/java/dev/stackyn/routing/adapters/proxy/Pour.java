package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;

/**
 * The body of an answer on its way to a client, no faster than the client takes it.
 *
 * <p>It is the backend's socket that is held, not Vert.x's stream: what a held stream has read it
 * forgets when the backend closes meanwhile, and its connection may go back to the others while it
 * is still held.
 */
final class Pour {
  private Pour() {}

  /** Fails when there is no more to come although there should be, or nobody takes it any more. */
  static Future<Void> over(HttpClientResponse backend, HttpServerResponse client) {
    Wire source = Wire.of(backend.request().connection());
    Promise<Void> poured = Promise.promise();
    backend.exceptionHandler(poured::tryFail);
    backend.endHandler(end -> {
      source.giveBack();
      poured.tryComplete();
    });
    client.drainHandler(drained -> source.go());
    backend.handler(part -> {
      client.write(part).onFailure(poured::tryFail);
      if (client.writeQueueFull()) {
        source.hold();
      }
    });
    return poured.future();
  }
}
