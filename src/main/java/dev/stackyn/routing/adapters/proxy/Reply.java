package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Visit;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a backend has answered, on its way back to the client. The visit ends with it. */
final class Reply {
  private final HttpResponse response;
  private final Inbound in;
  private final HttpServerRequest request;
  private final HttpServerResponse answer;
  private final Outbound out;
  private final Visit visit;
  private @Nullable Pour pour;
  private boolean whole;
  private boolean unwanted;

  private Reply(HttpResponse response, Inbound in, Outbound out, Visit visit) {
    this.response = response;
    this.in = in;
    this.request = in.request();
    this.answer = request.response();
    this.out = out;
    this.visit = visit;
  }

  /** Throws when it is none to what was asked. */
  static Reply of(HttpResponse response, Inbound in, Outbound out, Visit visit) {
    Reply reply = new Reply(response, in, out, visit);
    if (reply.switches() && !in.wantsUpgrade()) {
      throw new IllegalStateException("another protocol, which nobody asked for");
    }
    return reply;
  }

  /** All of it has come from the backend. */
  boolean isWhole() {
    return whole;
  }

  /** Its client has gone: that it breaks off is nobody's failure. */
  void forgo() {
    unwanted = true;
  }

  void send(List<HeaderLine> added) {
    Forwarding.answer(response.headers(), answer.headers());
    answer.setStatusCode(response.status().code());
    if (!response.status().equals(HttpResponseStatus.NOT_MODIFIED)) {
      // With words of its own, a 304 would be given a length: the one of what it does not carry.
      answer.setStatusMessage(response.status().reasonPhrase());
    }
    added.forEach(line -> answer.putHeader(line.name(), line.value()));
    if (switches()) {
      tunnel();
    } else {
      boolean endless = !answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
      if (endless && in.mayHaveAnswerBody(response.status().code())) {
        answer.setChunked(in.seesTheEnd());
      }
      pour = new Pour(answer, out, this::broken);
    }
  }

  void part(ByteBuf part) {
    if (pour == null) {
      part.release();
    } else {
      pour.take(part);
    }
  }

  /** Nothing waits for what has not come. */
  void flush() {
    if (pour != null) {
      pour.flush();
    }
  }

  /** Nobody wants the rest. */
  void drop() {
    if (pour != null) {
      pour.drop();
      pour = null;
    }
  }

  void end(io.netty.handler.codec.http.HttpHeaders trailers) {
    whole = true;
    if (pour == null) {
      return;
    }
    if (answer.isChunked()) {
      Forwarding.answer(trailers, answer.trailers());
    }
    boolean closes = !answer.isChunked() && in.endsWithTheConnection(answer.headers());
    pour.end()
        .onComplete(sent -> {
          visit.leave();
          if (closes) {
            request.connection().close();
          }
        });
    in.discardBody();
  }

  /** Half an answer must not look like a whole one: the client sees the connection break. */
  void broken() {
    if (whole) {
      return;
    }
    whole = true;
    if (!unwanted && !answer.closed()) {
      visit.brokeOff();
    }
    out.abandon();
    if (in.isModern()) {
      Streams.breakOff(answer);
    } else if (!answer.isChunked() && in.endsWithTheConnection(answer.headers())) {
      Wire.of(request.connection()).breakOff();
    } else {
      request.connection().close();
    }
    visit.leave();
  }

  private boolean switches() {
    return response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  private void tunnel() {
    answer.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    answer.putHeader(HttpHeaders.UPGRADE, request.getHeader(HttpHeaders.UPGRADE));
    Tunnel.between(request.toNetSocket(), out.handOver(), in.farewell())
        .onComplete(ended -> visit.leave())
        .onFailure(cause -> broken());
  }
}
