package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Visit;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Objects;

/** What a backend has answered, on its way back to the client. The visit ends with it. */
final class Reply {
  private final HttpClientResponse response;
  private final Inbound in;
  private final HttpServerRequest request;
  private final HttpServerResponse answer;
  private final Outbound out;
  private final Visit visit;
  private boolean whole;
  private boolean unwanted;

  private Reply(HttpClientResponse response, Inbound in, Outbound out, Visit visit) {
    this.response = response;
    this.in = in;
    this.request = in.request();
    this.answer = request.response();
    this.out = out;
    this.visit = visit;
  }

  /** Throws when it is none to what was asked. */
  static Reply of(HttpClientResponse response, Inbound in, Outbound out, Visit visit) {
    Reply reply = new Reply(response, in, out, visit);
    if (response.statusCode() < HttpResponseStatus.OK.code()
        && !(reply.switches() && in.wantsUpgrade())) {
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
    Upstream.giveUpFirst(response.headers());
    answer.setStatusCode(response.statusCode());
    if (response.statusCode() != HttpResponseStatus.NOT_MODIFIED.code()) {
      // With words of its own, a 304 would be given a length: the one of what it does not carry.
      answer.setStatusMessage(response.statusMessage());
    }
    added.forEach(line -> answer.putHeader(line.name(), line.value()));
    if (switches()) {
      tunnel();
    } else {
      pour();
    }
  }

  private boolean switches() {
    return response.statusCode() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
  }

  private void tunnel() {
    NetSocket backend = response.netSocket();
    backend.pause();
    answer.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    answer.putHeader(HttpHeaders.UPGRADE, request.getHeader(HttpHeaders.UPGRADE));
    request
        .toNetSocket()
        .compose(client ->
            Tunnel.between(client, backend, response.request().connection(), in.farewell()))
        .onComplete(ended -> visit.leave())
        .onFailure(this::broken);
  }

  private void pour() {
    boolean endless = !answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
    if (endless && in.mayHaveAnswerBody(response.statusCode())) {
      answer.setChunked(in.seesTheEnd());
    }
    Pour pour =
        Pour.over(
            response, answer, Objects.requireNonNull(Vertx.currentContext(), "not on the loop"));
    pour.future().onSuccess(all -> poured(pour)).onFailure(this::broken);
  }

  private void poured(Pour pour) {
    whole = true;
    if (answer.isChunked()) {
      Forwarding.answer(response.trailers(), answer.trailers());
    }
    boolean closes = !answer.isChunked() && in.endsWithTheConnection(answer.headers());
    pour.end()
        .onComplete(sent -> {
          visit.leave();
          if (closes) {
            request.connection().close();
          }
        });
    out.close();
    in.discardBody();
  }

  /** Half an answer must not look like a whole one: the client sees the connection break. */
  private void broken(Throwable cause) {
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
}
