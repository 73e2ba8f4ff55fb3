package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Future;
import io.vertx.core.net.NetSocket;

/**
 * Two connections that have left HTTP behind, such as a WebSocket's. What comes from one goes to
 * the other.
 */
final class Tunnel {
  private Tunnel() {}

  /** Neither side is read from faster than the other takes it. Ends when either has closed. */
  static Future<?> between(NetSocket client, NetSocket backend) {
    Future<Void> up = client.pipeTo(backend);
    Future<Void> down = backend.pipeTo(client);
    // The last words of the backend are delivered; those of a client that has gone have nowhere to
    // be answered.
    client.closeHandler(closed -> backend.close());
    up.onComplete(ended -> backend.close());
    down.onFailure(failed -> client.close());
    return Future.join(up, down);
  }
}
