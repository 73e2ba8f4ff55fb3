package dev.stackyn.routing.adapters.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/** What a connection does that HTTP has no words for. */
final class Wire {
  private static final AttributeKey<Boolean> CONDEMNED =
      AttributeKey.valueOf(Wire.class, "condemned");

  private final ChannelHandlerContext end;
  private boolean ours = true;

  private Wire(ChannelHandlerContext end) {
    this.end = end;
  }

  static Wire of(HttpConnection connection) {
    return new Wire(((ConnectionBase) connection).channelHandlerContext());
  }

  /** Reads no further, not even that the other side has closed. */
  void hold() {
    read(false);
  }

  void go() {
    read(true);
  }

  /** From here on others have it: it is read, whatever may still be asked of this. */
  void giveBack() {
    go();
    ours = false;
  }

  /**
   * It is about to be closed: what has been read from it beyond this request is nobody's request.
   */
  void condemn() {
    end.channel().attr(CONDEMNED).set(true);
  }

  static boolean isCondemned(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().hasAttr(CONDEMNED);
  }

  /** Closes it now. What waits to be sent is not worth sending. */
  void cut() {
    var _ = end.close();
  }

  /** Closes it so that the other side cannot take it for a regular end. */
  void breakOff() {
    Channel channel = end.channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = channel.close();
  }

  private void read(boolean on) {
    if (ours) {
      end.channel().config().setAutoRead(on);
    }
  }
}
