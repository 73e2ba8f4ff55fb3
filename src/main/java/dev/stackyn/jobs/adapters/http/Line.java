package dev.stackyn.jobs.adapters.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One WebSocket's connection. The framework's session would keep for a slow client whatever is sent
 * to it, and wait for it even when it closes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails to be written closes the connection
final class Line {
  private static final int MOST_UNSENT = 256;
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final Channel channel;
  private final AtomicInteger unsent = new AtomicInteger();
  private final AtomicBoolean closing = new AtomicBoolean();
  private volatile long heardAt;
  private volatile long writableAt;

  Line(Channel channel) {
    this.channel = channel;
    heardAt = System.nanoTime();
    writableAt = heardAt;
  }

  /** A client that does not take what it is sent loses its connection, and may come back. */
  void send(String text) {
    if (closing.get()) {
      return;
    }
    if (unsent.incrementAndGet() > MOST_UNSENT) {
      cut();
      return;
    }
    channel
        .writeAndFlush(new TextWebSocketFrame(text))
        .addListener(written -> unsent.decrementAndGet());
  }

  void ping() {
    if (channel.isWritable()) {
      channel.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
    }
  }

  /** Says why, waits a moment for the client to say goodbye as well, and ends it anyway. */
  void close(int code, String why) {
    if (closing.compareAndSet(false, true)) {
      channel.writeAndFlush(new CloseWebSocketFrame(code, why));
      cutSoon();
    }
  }

  /** Somebody else has said goodbye for us. */
  void hangUp() {
    if (closing.compareAndSet(false, true)) {
      cutSoon();
    }
  }

  /** The client says goodbye: so do we, unless we did so first. */
  void closedByClient() {
    if (closing.compareAndSet(false, true)) {
      channel
          .writeAndFlush(new CloseWebSocketFrame(1000, ""))
          .addListener(ChannelFutureListener.CLOSE);
    } else {
      cut();
    }
  }

  void cut() {
    closing.set(true);
    channel.close();
  }

  void heard() {
    heardAt = System.nanoTime();
  }

  boolean isSilentFor(Duration limit, long now) {
    return now - heardAt > limit.toNanos();
  }

  /** To be asked often: it sees only what is so when it is asked. */
  boolean isStuckFor(Duration limit, long now) {
    if (channel.isWritable()) {
      writableAt = now;
    }
    return now - writableAt > limit.toNanos();
  }

  private void cutSoon() {
    channel.eventLoop().schedule(this::cut, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
  }
}
