package dev.stackyn.jobs.adapters.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds what a client may say. The decoder bounds a frame; without this, a message of endless
 * frames would be gathered, and pings be answered as fast as they come. It also keeps what comes
 * early: the framework puts its own handler in place on another thread than the connection's, while
 * the client may be speaking already.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what is scheduled ends with the connection
final class FrameGuard extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FrameGuard.class);
  private static final int MOST_A_SECOND = 50;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int LOOK_MILLIS = 5;

  private final Line line;
  private final String requestHandler;
  private final Deque<WebSocketFrame> early = new ArrayDeque<>();
  private long second = System.nanoTime();
  private int frames;
  private boolean ready;

  FrameGuard(Line line, String requestHandler) {
    this.line = line;
    this.requestHandler = requestHandler;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      context.fireChannelRead(message);
      return;
    }
    line.heard();
    if (frame instanceof CloseWebSocketFrame) {
      ReferenceCountUtil.release(message);
      line.closedByClient();
    } else if (!frame.isFinalFragment() || frame instanceof ContinuationWebSocketFrame) {
      ReferenceCountUtil.release(message);
      line.close(WebSocketCloseStatus.MESSAGE_TOO_BIG.code(), "one frame a message");
    } else if (isTooMany()) {
      ReferenceCountUtil.release(message);
      line.close(WebSocketCloseStatus.POLICY_VIOLATION.code(), "too many messages");
    } else if (ready) {
      context.fireChannelRead(frame);
    } else {
      early.add(frame);
      if (early.size() == 1) {
        awaitReady(context);
      }
    }
  }

  /** The decoder has told the client; a broken connection is nobody's fault here either. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException || cause instanceof IOException) {
      LOG.debug("A WebSocket ends: {}", cause.getMessage());
      line.hangUp();
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
    context.fireChannelInactive();
  }

  /**
   * The framework takes its handler of requests away last. Whatever it did before is done on this
   * thread before what is put in line for it now.
   */
  private void awaitReady(ChannelHandlerContext context) {
    boolean isUpgraded = context.pipeline().get(requestHandler) == null;
    if (isUpgraded) {
      context.executor().execute(() -> passOn(context));
    } else {
      context.executor().schedule(() -> awaitReady(context), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void passOn(ChannelHandlerContext context) {
    ready = true;
    for (WebSocketFrame frame = early.poll(); frame != null; frame = early.poll()) {
      context.fireChannelRead(frame);
    }
  }

  private boolean isTooMany() {
    long now = System.nanoTime();
    if (now - second > SECOND) {
      second = now;
      frames = 0;
    }
    frames++;
    return frames > MOST_A_SECOND;
  }
}
