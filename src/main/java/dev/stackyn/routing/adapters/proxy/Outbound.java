package dev.stackyn.routing.adapters.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request on its way to one backend, once, until its answer is whole or there will be none. */
final class Outbound implements Party {
  private final Inbound in;
  private final Duration patience;
  private final Asker asker;
  private @Nullable Line line;
  private @Nullable Reply reply;

  /** Whether the backend has all of it, or will have in a moment. */
  private boolean whole;

  /** Who wants to know what has come of it. */
  interface Asker {

    /** Throws when it is no answer to what was asked. */
    Reply answered(HttpResponse head);

    /** No answer, or none that can be read. */
    void unanswered(Throwable cause);
  }

  Outbound(Inbound in, Line line, Duration patience, Asker asker) {
    this.in = in;
    this.line = line;
    this.patience = patience;
    this.asker = asker;
    line.take(this);
  }

  void send(HttpHeaders headers) {
    if (in.hasBody()) {
      if (in.isChunked()) {
        headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
      }
      // The head goes first and alone: a backend may refuse the body before it comes.
      line().ask(new DefaultHttpRequest(HttpVersion.HTTP_1_1, method(), in.target(), headers));
      sendBody(in.body());
      return;
    }
    if (in.wantsUpgrade()) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      headers.set(HttpHeaderNames.UPGRADE, in.request().getHeader(HttpHeaderNames.UPGRADE));
    }
    line()
        .ask(
            new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                method(),
                in.target(),
                Unpooled.EMPTY_BUFFER,
                headers,
                EmptyHttpHeaders.INSTANCE));
    sent();
  }

  private HttpMethod method() {
    return in.request().method().toNetty();
  }

  /**
   * Nothing more is wanted of the backend. A connection on which something is missing can carry no
   * other request.
   */
  void abandon() {
    if (line != null) {
      line.cut();
      line = null;
    }
    if (reply != null) {
      reply.drop();
    }
  }

  /** Takes the answer no faster than it is wanted. */
  void hold() {
    if (line != null) {
      line.hold();
    }
  }

  void go() {
    if (line != null) {
      line.go();
    }
  }

  /** The line is somebody else's from now on. */
  Line handOver() {
    Line given = line();
    line = null;
    return given;
  }

  @Override
  public void answered(HttpResponse head) {
    reply = asker.answered(head);
  }

  @Override
  public void goOn() {
    if (in.waitsForContinue()) {
      in.body().bid();
      in.request().response().writeContinue();
    }
  }

  @Override
  public void part(ByteBuf part) {
    reply().part(part);
  }

  @Override
  public void pause() {
    if (reply != null) {
      reply.flush();
    }
  }

  /** What the backend has not taken of the request by now, it does not want. */
  @Override
  public void end(HttpHeaders trailers) {
    Line done = line();
    line = null;
    // First, so that nobody has the line yet if more comes on it than was asked for.
    reply().end(trailers);
    if (whole) {
      done.giveBack();
    } else {
      done.cut();
    }
  }

  @Override
  public void writable() {
    in.body().resume();
  }

  @Override
  public void broken(Throwable cause) {
    line = null;
    if (reply == null) {
      asker.unanswered(cause);
    } else {
      reply.broken();
    }
  }

  private void sendBody(ReadStream<Buffer> body) {
    if (line == null) {
      return; // it broke when its first byte was sent
    }
    body.handler(this::sendPart);
    body.exceptionHandler(this::bodyBroken);
    body.endHandler(all -> {
      if (line != null) {
        line.send(LastHttpContent.EMPTY_LAST_CONTENT);
        sent();
      }
    });
    body.resume();
  }

  private void sendPart(Buffer part) {
    Line open = line;
    if (open != null) {
      open.send(new DefaultHttpContent(((BufferInternal) part).getByteBuf()));
      if (!open.isWritable()) {
        in.body().pause();
      }
    }
  }

  /** An upload may take its time; once all has been sent, it is the backend's turn. */
  private void sent() {
    whole = true;
    if (line != null && reply == null) {
      line.await(patience);
    }
  }

  /**
   * The client went away in the middle, which it tells itself; or it sends more than it may, or too
   * slowly.
   */
  private void bodyBroken(Throwable cause) {
    boolean isUnanswered = line != null && reply == null;
    if (isUnanswered) {
      abandon();
    }
    in.discardBody();
    if (isUnanswered && (in.isTooLong() || in.isTooSlow())) {
      asker.unanswered(cause);
    }
  }

  private Line line() {
    return Objects.requireNonNull(line, "it is over");
  }

  private Reply reply() {
    return Objects.requireNonNull(reply, "nothing comes before the head");
  }
}
