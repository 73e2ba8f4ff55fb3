package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees a connection's first bytes, and then leaves: HTTP/2 goes on to Vert.x as it is, for HTTP/1.1
 * the {@link StrictDecoder} is put in its place before it has read anything. Whoever says nothing
 * is sent away in the end.
 */
final class Doorman extends ChannelInboundHandlerAdapter {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** What may stand before a request and means nothing. */
  private static final byte[] EMPTY_LINE = {'\r', '\n'};

  private final RouterParts parts;
  private ByteBuf seen = Unpooled.EMPTY_BUFFER;
  private @Nullable ScheduledFuture<?> deadline;

  private Doorman(RouterParts parts) {
    this.parts = parts;
  }

  /** Counts who comes in, and turns away who is one too many. */
  static final class AtTheDoor extends ChannelInboundHandlerAdapter {
    private final RouterParts parts;
    private final boolean isSecret;

    /** What is said behind a door with TLS is not for this one's eyes. */
    AtTheDoor(RouterParts parts, boolean isSecret) {
      this.parts = parts;
      this.isSecret = isSecret;
    }

    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext listener, Object accepted) {
      Channel connection = (Channel) accepted;
      boolean hasRoom = parts.house().enter();
      connection.closeFuture().addListener(closed -> parts.house().leave());
      if (hasRoom && !isSecret) {
        connection.pipeline().addLast(new Doorman(parts));
      } else if (!hasRoom) {
        connection.pipeline().addLast(new Full(isSecret));
      }
      listener.fireChannelRead(accepted);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext connection) {
    deadline =
        connection
            .executor()
            .schedule(
                () -> cut(connection), parts.limits().head().toMillis(), TimeUnit.MILLISECONDS);
    connection.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext connection, Object message) {
    seen = seen.isReadable() ? Unpooled.wrappedBuffer(seen, (ByteBuf) message) : (ByteBuf) message;
    if (!mayBePreface()) {
      beStrict(connection);
    } else if (seen.readableBytes() < PREFACE.length) {
      return;
    }
    ByteBuf all = seen;
    seen = Unpooled.EMPTY_BUFFER;
    connection.fireChannelRead(all);
    connection.pipeline().remove(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext connection) {
    seen.release();
    if (deadline != null) {
      deadline.cancel(false);
    }
  }

  /**
   * Vert.x decides by the first byte which of its handlers it needs. An empty line is no byte of
   * HTTP/2, and none of a request: when the handlers are there, nothing has been read.
   */
  private void beStrict(ChannelHandlerContext connection) {
    connection.fireChannelRead(Unpooled.wrappedBuffer(EMPTY_LINE));
    StrictDecoder.install(connection.pipeline(), parts);
  }

  private boolean mayBePreface() {
    int length = Math.min(seen.readableBytes(), PREFACE.length);
    for (int at = 0; at < length; at++) {
      if (seen.getByte(seen.readerIndex() + at) != PREFACE[at]) {
        return false;
      }
    }
    return true;
  }

  private static void cut(ChannelHandlerContext connection) {
    var _ = connection.close();
  }

  /** Says so, once the other side has said anything, and closes. */
  private static final class Full extends ChannelInboundHandlerAdapter {
    private static final String BODY =
        """
        {"error":"The router has too many connections.","success":false,"code":"ROUTER_BUSY"}\
        """;

    private static final byte[] WORDS =
        """
        HTTP/1.1 503 Service Unavailable\r
        Retry-After: 1\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s\
        """
            .formatted(BODY.length(), BODY)
            .getBytes(StandardCharsets.US_ASCII);

    private static final long PATIENCE_MILLIS = 1_000;
    private final boolean isSecret;

    private Full(boolean isSecret) {
      this.isSecret = isSecret;
    }

    @Override
    public void channelActive(ChannelHandlerContext connection) {
      if (isSecret) {
        var _ = connection.close();
        return;
      }
      var _ =
          connection
              .executor()
              .schedule(() -> cut(connection), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext connection, Object message) {
      ReferenceCountUtil.release(message);
      var _ =
          connection
              .writeAndFlush(Unpooled.wrappedBuffer(WORDS))
              .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
