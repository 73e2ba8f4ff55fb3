package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two connections that have left HTTP behind, such as a WebSocket's. What comes from one goes to
 * the other, and neither is read from faster than the other takes it.
 */
final class Tunnel implements Party {
  private final Line backend;
  private final Optional<Farewell> farewell;
  private final Promise<Void> over = Promise.promise();
  private @Nullable NetSocket client;

  /** What the backend said before the client's end was there. */
  private ByteBuf early = Unpooled.EMPTY_BUFFER;

  private boolean isClosed;

  private Tunnel(Line backend, Optional<Farewell> farewell) {
    this.backend = backend;
    this.farewell = farewell;
  }

  /** Ends when either side has closed. Fails when it could not begin. */
  static Future<Void> between(Future<NetSocket> client, Line backend, Optional<Farewell> farewell) {
    Tunnel tunnel = new Tunnel(backend, farewell);
    backend.turnRaw(tunnel);
    backend.hold();
    client.onSuccess(tunnel::open).onFailure(tunnel::cannotOpen);
    return tunnel.over.future();
  }

  private void open(NetSocket there) {
    client = there;
    there.exceptionHandler(broken -> {}); // its end is all that counts
    there.handler(part -> {
      say(part);
      if (!backend.isWritable()) {
        there.pause();
      }
    });
    // Its last words are passed on, however slowly the backend takes them.
    there.closeHandler(closed -> {
      there.handler(this::say);
      there.resume();
    });
    there.endHandler(end -> {
      backend.finish();
      over.tryComplete();
    });
    there.drainHandler(drained -> backend.go());
    pass(early, there);
    if (isClosed) {
      close(there);
    } else {
      backend.go();
    }
  }

  private void cannotOpen(Throwable cause) {
    early.release();
    backend.cut();
    over.tryFail(cause);
  }

  private void say(Buffer part) {
    backend.send(((BufferInternal) part).getByteBuf());
  }

  @Override
  public void part(ByteBuf part) {
    if (client == null) {
      early = Unpooled.wrappedBuffer(early, part);
    } else {
      pass(part, client);
    }
  }

  private void pass(ByteBuf part, NetSocket there) {
    Buffer words = BufferInternal.buffer(part);
    farewell.ifPresent(one -> one.pass(words));
    there.write(words).onComplete(sent -> part.release());
    if (there.writeQueueFull()) {
      backend.hold();
    }
  }

  @Override
  public void writable() {
    if (client != null) {
      client.resume();
    }
  }

  @Override
  public void broken(Throwable cause) {
    isClosed = true;
    if (client != null) {
      close(client);
    }
  }

  private void close(NetSocket there) {
    farewell.flatMap(Farewell::words).ifPresent(there::write);
    there.close();
    over.tryComplete();
  }
}
