package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2CodecUtil;
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

  /** At least one line of this head has been read. */
  private boolean isWithinHead;

  private boolean isFolded;
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
    int begin = in.readerIndex();
    isFolded |= isBetween && isFolded(in);
    super.decode(connection, in, out);
    isWithinHead = isBetween && (isWithinHead || in.readerIndex() > begin);
    for (int at = before; at < out.size(); at++) {
      if (out.get(at) instanceof HttpMessage message) {
        headRead(message);
      }
      if (out.get(at) instanceof LastHttpContent) {
        isBetween = true;
        hasBegun = in.isReadable();
      }
    }
  }

  private void headRead(HttpMessage message) {
    relax();
    if (isFolded) {
      refuse(message, "a folded line");
    }
    if (!isSpoken(message.protocolVersion())) {
      refuse(message, "another version");
      message.setProtocolVersion(HttpVersion.HTTP_1_1); // in which it is answered
    }
    isBetween = false;
    hasBegun = false;
    isWithinHead = false;
    isFolded = false;
    HttpHeaders headers = message.headers();
    if (headers.contains(HttpHeaderNames.UPGRADE, "h2c", true)
        && !headers.contains(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER)) {
      // Half a wish for HTTP/2 is none: Vert.x would refuse the request for it.
      headers.remove(HttpHeaderNames.UPGRADE);
    }
  }

  static boolean isSpoken(HttpVersion version) {
    return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
  }

  private static void refuse(HttpMessage message, String why) {
    message.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(why)));
  }

  /** A line that goes on where the next should begin is read in more than one way out there. */
  private boolean isFolded(ByteBuf in) {
    int end = in.writerIndex();
    if (isWithinHead && in.isReadable() && isBlank(in.getByte(in.readerIndex()))) {
      return true;
    }
    int at = in.indexOf(in.readerIndex(), end, (byte) '\n');
    while (at >= 0 && at + 1 < end) {
      byte next = in.getByte(at + 1);
      if (isBlank(next)) {
        return true;
      }
      if (next == '\r' || next == '\n') {
        return false; // the end of the head, or nothing that comes before one
      }
      at = in.indexOf(at + 1, end, (byte) '\n');
    }
    return false;
  }

  private static boolean isBlank(byte letter) {
    return letter == ' ' || letter == '\t';
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
            .schedule(() -> cut(connection), patienceMillis, TimeUnit.MILLISECONDS);
  }

  private static void cut(ChannelHandlerContext connection) {
    var _ = connection.close();
  }

  private void relax() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }
}
