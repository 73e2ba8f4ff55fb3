package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.NetSocket;
import java.util.Optional;

/**
 * Two connections that have left HTTP behind, such as a WebSocket's. What comes from one goes to
 * the other, and neither is read from faster than the other takes it.
 */
final class Tunnel {
  private final NetSocket client;
  private final NetSocket backend;
  private final HttpConnection connection;
  private final Optional<Farewell> farewell;
  private final Promise<Void> over = Promise.promise();

  private Tunnel(
      NetSocket client, NetSocket backend, HttpConnection connection, Optional<Farewell> farewell) {
    this.client = client;
    this.backend = backend;
    this.connection = connection;
    this.farewell = farewell;
  }

  /** Ends when either side has closed. The backend's socket cannot close its connection itself. */
  static Future<Void> between(
      NetSocket client, NetSocket backend, HttpConnection connection, Optional<Farewell> farewell) {
    Tunnel tunnel = new Tunnel(client, backend, connection, farewell);
    tunnel.up();
    tunnel.down();
    backend.resume();
    return tunnel.over.future();
  }

  private void up() {
    client.exceptionHandler(broken -> {}); // its end is all that counts
    client.handler(part -> {
      backend.write(part);
      if (backend.writeQueueFull()) {
        client.pause();
      }
    });
    backend.drainHandler(drained -> client.resume());
    // Its last words are passed on, however slowly the backend takes them.
    client.closeHandler(closed -> {
      client.handler(backend::write);
      client.resume();
    });
    client.endHandler(end -> {
      connection.close();
      over.tryComplete();
    });
  }

  private void down() {
    Wire source = Wire.of(connection);
    backend.handler(part -> {
      farewell.ifPresent(one -> one.pass(part));
      client.write(part);
      if (client.writeQueueFull()) {
        source.hold();
      }
    });
    client.drainHandler(drained -> source.go());
    backend.closeHandler(closed -> {
      farewell.flatMap(Farewell::words).ifPresent(client::write);
      client.close();
      over.tryComplete();
    });
  }
}
