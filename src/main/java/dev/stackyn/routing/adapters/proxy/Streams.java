package dev.stackyn.routing.adapters.proxy;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is different with requests that came by HTTP/2. */
final class Streams {
  private static final long INTERNAL_ERROR = 2;

  private Streams() {}

  /** What HTTP/1.1 has in the header Host; empty when it was not said. */
  static String authority(HttpServerRequest request) {
    @Nullable HostAndPort authority = request.authority();
    if (authority == null) {
      return "";
    }
    return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
  }

  /** The only sign of a body of unknown length is that the stream is still open. */
  static boolean hasBody(HttpServerRequest request) {
    ChannelHandler handler =
        ((ConnectionBase) request.connection()).channelHandlerContext().handler();
    if (!(handler instanceof Http2ConnectionHandler connection)) {
      return false;
    }
    @Nullable Http2Stream stream = connection.connection().stream(request.streamId());
    return stream != null && stream.state().remoteSideOpen();
  }

  /**
   * False when it holds what HTTP/1.1 would take for the end of a line: there are no lines in
   * HTTP/2, and a backend could see two requests where there was one.
   */
  static boolean isClear(HttpServerRequest request) {
    if (!isToken(request.method().name()) || !isVisible(request.uri())) {
      return false;
    }
    for (Map.Entry<String, String> header : request.headers()) {
      if (!isToken(header.getKey()) || !isLine(header.getValue())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Half an answer must not look like a whole one; the other requests have nothing to do with it.
   */
  static void breakOff(HttpServerResponse answer) {
    var _ = answer.reset(INTERNAL_ERROR);
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && HttpHeaderValidationUtil.validateToken(text) == -1;
  }

  private static boolean isVisible(String text) {
    return text.chars().allMatch(letter -> letter > ' ' && letter != 0x7f);
  }

  private static boolean isLine(String text) {
    return text.chars().noneMatch(letter -> letter == '\r' || letter == '\n' || letter == 0);
  }
}
