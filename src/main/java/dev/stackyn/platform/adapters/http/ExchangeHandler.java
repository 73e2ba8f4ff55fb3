package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RequestId;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the wire, between the HTTP codec and the framework, because only here does everything
 * pass: also answers to requests that the framework never gets to see. Gives each request its id,
 * each answer its headers, and counts.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // the promises of writes are passed on, or close the connection
final class ExchangeHandler extends ChannelDuplexHandler {
  private final Wire wire;
  private final RequestDeadline deadline;
  private boolean refused;

  ExchangeHandler(Wire wire, RequestDeadline deadline) {
    this.wire = wire;
    this.deadline = deadline;
    deadline.onExpiry(this::timeOut);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (refused) {
      ReferenceCountUtil.release(message);
      return;
    }
    if (message instanceof HttpRequest request) {
      open(context, request);
      if (request.decoderResult().isFailure()) {
        ReferenceCountUtil.release(message);
        refuse(context, code(request.decoderResult().cause()));
        return;
      }
    }
    if (message instanceof LastHttpContent) {
      deadline.met();
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    Deque<Exchange> open = Exchange.open(context.channel());
    Exchange exchange = open.peekFirst();
    if (exchange == null) {
      context.write(message, promise);
      return;
    }
    boolean upgraded = false;
    ChannelPromise written = promise;
    if (message instanceof HttpResponse response) {
      wire.stamp(response.headers(), exchange);
      exchange.status = response.status().code();
      upgraded = response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }
    if (message instanceof ByteBufHolder content) {
      exchange.bytes += content.content().readableBytes();
    }
    // 1xx answers are followed by the real one, which ends the exchange; 101 is the last that HTTP
    // sees.
    if (upgraded || (message instanceof LastHttpContent && exchange.status >= 200)) {
      open.pollFirst();
      written = promise.unvoid();
      written.addListener(done -> wire.finished(exchange));
    }
    context.write(message, written);
    if (upgraded) {
      deadline.leave();
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Deque<Exchange> open = Exchange.open(context.channel());
    for (Exchange left = open.pollFirst(); left != null; left = open.pollFirst()) {
      wire.abandoned(left);
    }
    context.fireChannelInactive();
  }

  private void open(ChannelHandlerContext context, HttpRequest request) {
    String id =
        RequestId.brought(request.headers().get(Exchange.ID_HEADER))
            .map(RequestId::value)
            .orElseGet(wire::newId);
    request.headers().set(Exchange.ID_HEADER, id);
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    Exchange.open(context.channel())
        .addLast(new Exchange(id, request.method().name(), origin, System.nanoTime()));
  }

  private void timeOut(ChannelHandlerContext deadlineContext) {
    ChannelHandlerContext context = deadlineContext.pipeline().context(this);
    if (context != null && !refused) {
      if (Exchange.open(context.channel()).isEmpty()) {
        // Not even the headers came: nothing has given the request an id yet.
        Exchange.open(context.channel())
            .addLast(new Exchange(wire.newId(), "UNKNOWN", null, System.nanoTime()));
      }
      refuse(context, ErrorCode.REQUEST_TIMEOUT);
    }
  }

  /**
   * Answers in the framework's place and closes: what follows on a connection that was misread is
   * not to be trusted.
   */
  private void refuse(ChannelHandlerContext context, ErrorCode code) {
    refused = true;
    deadline.leave();
    Exchange exchange = Exchange.open(context.channel()).peekLast();
    String id = exchange == null ? wire.newId() : exchange.id;
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(code.status()),
            Unpooled.wrappedBuffer(wire.problem(code, id)));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
        .set(HttpHeaderNames.CONNECTION, "close");
    ChannelPromise promise = context.newPromise();
    promise.addListener(ChannelFutureListener.CLOSE);
    write(context, response, promise);
    context.flush();
  }

  private static ErrorCode code(@Nullable Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException e -> ErrorCode.URI_TOO_LONG;
      case TooLongHttpHeaderException e -> ErrorCode.HEADERS_TOO_LARGE;
      case TooLongFrameException e -> ErrorCode.HEADERS_TOO_LARGE;
      case null, default -> ErrorCode.BAD_REQUEST;
    };
  }
}
