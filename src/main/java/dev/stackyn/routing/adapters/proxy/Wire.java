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

  private Wire(ChannelHandlerContext end) {
    this.end = end;
  }

  static Wire of(HttpConnection connection) {
    return new Wire(((ConnectionBase) connection).channelHandlerContext());
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

  /** Closes it so that the other side cannot take it for a regular end. */
  void breakOff() {
    Channel channel = end.channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = channel.close();
  }
}
