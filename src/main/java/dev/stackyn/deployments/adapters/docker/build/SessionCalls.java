package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.build.SessionAnswers.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.HashMap;
import java.util.Map;

/**
 * gRPC, the side that is called: one HTTP/2 stream per call, one message each way. A message is
 * preceded by a byte that says it is not compressed and by its length.
 */
final class SessionCalls extends ChannelInboundHandlerAdapter {
  private static final int PREFIX = 5;
  private static final int LARGEST_REQUEST = 64 * 1024;

  private final SessionAnswers answers;
  private final Map<Http2FrameStream, Call> calls = new HashMap<>();

  private record Call(String method, CompositeByteBuf request) {}

  SessionCalls(SessionAnswers answers) {
    this.answers = answers;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    try {
      switch (frame) {
        case Http2HeadersFrame headers -> begin(context, headers);
        case Http2DataFrame data -> add(context, data);
        case Http2ResetFrame reset -> forget(reset.stream());
        default -> {
          // Settings and pings are answered by the codec.
        }
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  private void begin(ChannelHandlerContext context, Http2HeadersFrame headers) {
    CharSequence path = headers.headers().path();
    Call call = new Call(path == null ? "" : path.toString(), Unpooled.compositeBuffer());
    calls.put(headers.stream(), call);
    if (headers.isEndStream()) {
      answer(context, headers.stream());
    }
  }

  private void add(ChannelHandlerContext context, Http2DataFrame data) {
    Http2FrameStream stream = data.stream();
    send(
        context,
        new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes()).stream(stream));
    Call call = calls.get(stream);
    if (call == null) {
      return;
    }
    call.request().addComponent(true, data.content().retain());
    if (call.request().readableBytes() > LARGEST_REQUEST) {
      forget(stream);
      sendNow(context, new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM).stream(stream));
    } else if (data.isEndStream()) {
      answer(context, stream);
    }
  }

  private void answer(ChannelHandlerContext context, Http2FrameStream stream) {
    Call call = calls.remove(stream);
    if (call == null) {
      return;
    }
    try {
      Answer answer = answers.answer(call.method(), message(call.request()));
      Http2Headers begin =
          new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
      send(context, new DefaultHttp2HeadersFrame(begin).stream(stream));
      answer
          .message()
          .ifPresent(
              bytes -> send(context, new DefaultHttp2DataFrame(framed(bytes)).stream(stream)));
      Http2Headers end =
          new DefaultHttp2Headers().set("grpc-status", Integer.toString(answer.status()));
      sendNow(context, new DefaultHttp2HeadersFrame(end, true).stream(stream));
    } finally {
      call.request().release();
    }
  }

  /** What cannot be sent has nobody left to hear of it: the connection is gone. */
  private static void send(ChannelHandlerContext context, Object frame) {
    ChannelFuture _ = context.write(frame);
  }

  private static void sendNow(ChannelHandlerContext context, Object frame) {
    send(context, frame);
    context.flush();
  }

  private static byte[] message(ByteBuf request) {
    return request.readableBytes() <= PREFIX
        ? new byte[0]
        : ByteBufUtil.getBytes(request, PREFIX, request.readableBytes() - PREFIX);
  }

  private static ByteBuf framed(byte[] message) {
    return Unpooled.buffer(PREFIX + message.length)
        .writeByte(0)
        .writeInt(message.length)
        .writeBytes(message);
  }

  private void forget(Http2FrameStream stream) {
    Call call = calls.remove(stream);
    if (call != null) {
      call.request().release();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    calls.values().forEach(call -> call.request().release());
    calls.clear();
  }
}
