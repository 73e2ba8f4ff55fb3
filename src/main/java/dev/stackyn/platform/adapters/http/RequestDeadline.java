package dev.stackyn.platform.adapters.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request a fixed time to arrive as a whole, from its first byte on. An idle timeout
 * alone is no bound: a client that sends one byte now and then is never idle.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
  private final Duration patience;
  private Consumer<ChannelHandlerContext> expiry = context -> {};
  private @Nullable ScheduledFuture<?> timer;
  private boolean arriving;

  RequestDeadline(Duration patience) {
    this.patience = patience;
  }

  void onExpiry(Consumer<ChannelHandlerContext> action) {
    expiry = action;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    arriving = true;
    // Most requests arrive whole in one read; by the time this returns they have met their
    // deadline.
    context.fireChannelRead(message);
    if (arriving && timer == null && !context.isRemoved()) {
      timer =
          context
              .executor()
              .schedule(() -> expire(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    met();
    context.fireChannelInactive();
  }

  /** The request is here. */
  void met() {
    arriving = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** The connection no longer carries requests: it was upgraded, or is being closed. */
  void leave() {
    met();
    expiry = context -> {};
  }

  private void expire(ChannelHandlerContext context) {
    timer = null;
    if (arriving) {
      expiry.accept(context);
    }
  }
}
