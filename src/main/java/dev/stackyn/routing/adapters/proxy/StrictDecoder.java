package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request that says in two ways where it ends. Whoever guesses one of them, and has a
 * backend that guesses the other, lets a second request through that nobody has looked at.
 *
 * <p>Closes the connection of somebody who has begun a request and does not get to the end of its
 * head in time. Between two requests he may take the time he likes.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  private static final String NAME = "httpDecoder";

  private final long patienceMillis;

  /** No request is under way, or its head is not complete. */
  private boolean isBetween = true;

  private boolean hasBegun;
  private @Nullable ScheduledFuture<?> deadline;

  private StrictDecoder(HttpServerOptions options, long patienceMillis) {
    super(options);
    this.patienceMillis = patienceMillis;
  }

  /** In place of Vert.x's own, before it has read anything. Where none is, none is needed. */
  static void install(ChannelPipeline pipeline, RouterParts parts) {
    @Nullable ChannelHandler present = pipeline.get(NAME);
    if (present != null && !(present instanceof StrictDecoder)) {
      HttpServerOptions options = RouterLoop.bounded(new HttpServerOptions(), parts);
      pipeline.replace(NAME, NAME, new StrictDecoder(options, parts.limits().head().toMillis()));
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext connection) throws Exception {
    super.handlerAdded(connection);
    // To say nothing at all is allowed only to who has asked before.
    hurry(connection);
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object message) throws Exception {
    hasBegun |= isBetween;
    super.channelRead(connection, message);
    // A head that came in one piece has cost no timer.
    if (isBetween && hasBegun && deadline == null) {
      hurry(connection);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext connection, ByteBuf in, List<Object> out)
      throws Exception {
    int before = out.size();
    super.decode(connection, in, out);
    for (int at = before; at < out.size(); at++) {
      if (out.get(at) instanceof HttpMessage) {
        isBetween = false;
        hasBegun = false;
        relax();
      }
      if (out.get(at) instanceof LastHttpContent) {
        isBetween = true;
        hasBegun = in.isReadable();
      }
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext connection) throws Exception {
    super.handlerRemoved0(connection);
    relax();
  }

  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }

  private void hurry(ChannelHandlerContext connection) {
    deadline =
        connection
            .executor()
            .schedule(() -> connection.close(), patienceMillis, TimeUnit.MILLISECONDS);
  }

  private void relax() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
