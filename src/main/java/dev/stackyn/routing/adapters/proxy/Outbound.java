package dev.stackyn.routing.adapters.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** A request on its way to one backend, once. */
final class Outbound {
  private final HttpClientRequest sending;
  private final Duration patience;

  /** Whether the backend has all of it, or will have in a moment. */
  private boolean whole;

  Outbound(HttpClientRequest sending, Duration patience) {
    this.sending = sending;
    this.patience = patience;
    // What breaks is told by the answer that does not come; unheard, it would be logged as a fault
    // of ours.
    sending.exceptionHandler(broken -> {});
  }

  MultiMap headers() {
    return sending.headers();
  }

  Future<HttpClientResponse> answer() {
    return sending.response();
  }

  HttpConnection connection() {
    return sending.connection();
  }

  void send(Inbound in, HttpServerRequest request) {
    sending.setMethod(request.method()).setURI(in.target());
    if (in.wantsUpgrade()) {
      sending.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
      sending.putHeader(HttpHeaders.UPGRADE, request.getHeader(HttpHeaders.UPGRADE));
      sending.connect();
      expectAnswer();
    } else if (in.hasBody()) {
      sendWithBody(in, request);
    } else {
      finish();
    }
  }

  /**
   * Nothing more is wanted of the backend. A connection on which something is missing can carry no
   * other request; one that has been given back may already carry one, and is left alone.
   */
  void abandon() {
    if (whole) {
      sending.reset();
    } else {
      Wire.of(connection()).cut();
    }
  }

  /** The answer is over. What the backend has not taken of the request by now, it does not want. */
  void close() {
    if (!whole) {
      Wire.of(connection()).cut();
    }
  }

  private void sendWithBody(Inbound in, HttpServerRequest request) {
    sending.setChunked(in.isChunked());
    if (in.waitsForContinue()) {
      sending.continueHandler(go -> {
        in.body().bid();
        request.response().writeContinue();
      });
    }
    // The head goes first and alone: a backend may refuse the body before it comes.
    sending.sendHead();
    in.body()
        .pipe()
        .endOnComplete(false)
        .to(sending)
        .onSuccess(all -> finish())
        .onFailure(broken -> bodyBroken(in));
  }

  private void finish() {
    whole = true;
    sending.end().onSuccess(sent -> expectAnswer());
  }

  /** An upload may take its time; once all has been sent, it is the backend's turn. */
  private void expectAnswer() {
    if (!answer().isComplete()) {
      sending.idleTimeout(patience.toMillis());
    }
  }

  /**
   * The client went away in the middle, or the backend has heard enough: then its answer comes, or
   * has come.
   */
  private void bodyBroken(Inbound in) {
    if (!answer().succeeded()) {
      abandon();
    }
    in.discardBody();
  }
}
