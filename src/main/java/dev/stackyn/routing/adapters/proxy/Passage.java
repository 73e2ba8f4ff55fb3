package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RequestId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Visit;
import dev.stackyn.routing.domain.Way;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: in from a client, out to a backend, and the answer back. All on one
 * thread.
 */
final class Passage {
  /** What may be asked a second time when nobody answered the first. */
  private static final Set<HttpMethod> REPEATABLE =
      Set.of(
          HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

  private static final String RETRY_SOON = "1";

  private final Inbound in;
  private final HttpServerRequest request;
  private final HttpServerResponse answer;
  private final Upstream upstream;
  private final RouterParts parts;
  private final RequestId id;
  private @Nullable Visit visit;
  private @Nullable HttpClientRequest out;
  private boolean triedAgain;
  private boolean clientGone;
  private boolean done;

  Passage(HttpServerRequest request, Upstream upstream, RouterParts parts) {
    this.in = new Inbound(request);
    this.request = request;
    this.answer = request.response();
    this.upstream = upstream;
    this.parts = parts;
    this.id =
        RequestId.brought(request.getHeader(Forwarding.REQUEST_ID))
            .orElseGet(() -> new RequestId(parts.ids().next().toString()));
  }

  void begin() {
    if (!in.isClear()) {
      Answers.refuse(request, ErrorCode.BAD_REQUEST, "The request cannot be read.", id);
      return;
    }
    answer.closeHandler(closed -> clientLeft());
    answer.exceptionHandler(broken -> clientLeft());
    if (in.hasBody()) {
      request.pause();
    }
    in.host().ifPresentOrElse(this::find, this::unknown);
  }

  private void find(Host host) {
    switch (parts.routes().way(host)) {
      case Way.Open(Visit begun) -> connect(begun);
      case Way.Stopped() -> turnDown(ErrorCode.APP_STOPPED, "This app is stopped.");
      case Way.Starting() -> later(ErrorCode.APP_STARTING, "This app is starting.");
      case Way.Unread() -> later(ErrorCode.NOT_READY, "The router has just started.");
      case Way.Unknown() -> unknown();
    }
  }

  private void connect(Visit begun) {
    visit = begun;
    // Whatever is thrown on the way is a failure too: the visit must end.
    Future.succeededFuture(begun.backend()).compose(upstream::request).onComplete(this::connected);
  }

  private void connected(AsyncResult<HttpClientRequest> connection) {
    if (connection.failed()) {
      unanswered(connection.cause());
    } else if (clientGone) {
      connection.result().reset();
      leave();
    } else {
      out = connection.result();
      send(connection.result());
    }
  }

  private void send(HttpClientRequest sending) {
    sending.setMethod(request.method()).setURI(in.target());
    // What breaks is told by the answer that does not come; unheard, it would be logged as a fault
    // of ours.
    sending.exceptionHandler(broken -> {});
    parts.forwarding().request(request, sending.headers(), id);
    // An answer that cannot be taken counts as none.
    sending.response().map(this::answered).onFailure(this::unanswered);
    if (in.wantsUpgrade()) {
      sending.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
      sending.putHeader(HttpHeaders.UPGRADE, request.getHeader(HttpHeaders.UPGRADE));
      sending.connect();
      expectAnswer(sending);
    } else if (in.hasBody()) {
      sendBody(sending);
    } else {
      sending.end();
      expectAnswer(sending);
    }
  }

  private void sendBody(HttpClientRequest sending) {
    sending.setChunked(in.isChunked());
    if (in.waitsForContinue()) {
      sending.continueHandler(go -> answer.writeContinue());
    }
    // The head goes first and alone: a backend may refuse the body before it comes.
    sending.sendHead();
    request
        .pipe()
        .endOnFailure(false)
        .to(sending)
        .onSuccess(sent -> expectAnswer(sending))
        .onFailure(broken -> bodyBroken(sending));
  }

  /** An upload may take its time; once all has been sent, it is the backend's turn. */
  private void expectAnswer(HttpClientRequest sending) {
    if (!sending.response().isComplete()) {
      sending.idleTimeout(parts.settings().answer().toMillis());
    }
  }

  /**
   * The client went away in the middle, or the backend has heard enough: then its answer comes, or
   * has come.
   */
  private void bodyBroken(HttpClientRequest sending) {
    if (!sending.response().succeeded()) {
      sending.reset();
    }
    in.discardBody();
  }

  private HttpClientResponse answered(HttpClientResponse response) {
    boolean switches = response.statusCode() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    if (switches && !in.wantsUpgrade()) {
      response.request().connection().close();
      throw new IllegalStateException("another protocol, which nobody asked for");
    }
    answer.setStatusCode(response.statusCode()).setStatusMessage(response.statusMessage());
    Forwarding.answer(response.headers(), answer.headers());
    if (switches) {
      tunnel(response);
    } else {
      sendBack(response);
    }
    return response;
  }

  private void sendBack(HttpClientResponse response) {
    boolean endless = !answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
    if (endless && in.mayHaveAnswerBody(response.statusCode())) {
      answer.setChunked(request.version() == HttpVersion.HTTP_1_1);
    }
    response
        .pipe()
        .endOnSuccess(false)
        .endOnFailure(false)
        .to(answer)
        .onSuccess(all -> sentBack(response))
        .onFailure(this::broken);
    Objects.requireNonNull(Vertx.currentContext(), "the loop").runOnContext(next -> sendHead());
  }

  /**
   * Most bodies come along with their head and are sent with it. One that comes later does not hold
   * it up.
   */
  private void sendHead() {
    boolean hasEnd = answer.isChunked() || answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
    if (hasEnd && !answer.headWritten() && !answer.ended() && !answer.closed()) {
      answer.writeHead();
    }
  }

  private void sentBack(HttpClientResponse response) {
    done = true;
    if (answer.isChunked()) {
      Forwarding.answer(response.trailers(), answer.trailers());
    }
    boolean closes = !answer.isChunked() && in.endsWithTheConnection(answer.headers());
    answer
        .end()
        .onComplete(sent -> {
          leave();
          if (closes) {
            request.connection().close();
          }
        });
    if (in.wantsUpgrade()) {
      // It was kept open for what did not come.
      response.request().connection().close();
    }
    if (!request.isEnded()) {
      in.discardBody();
    }
  }

  /** Half an answer must not look like a whole one: the client sees the connection break. */
  private void broken(Throwable cause) {
    HttpClientRequest sending = out;
    if (sending != null) {
      sending.reset();
    }
    request.connection().close();
    leave();
  }

  private void tunnel(HttpClientResponse response) {
    NetSocket backend = response.netSocket();
    backend.pause();
    answer.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    answer.putHeader(HttpHeaders.UPGRADE, request.getHeader(HttpHeaders.UPGRADE));
    request
        .toNetSocket()
        .onSuccess(client -> Tunnel.between(client, backend).onComplete(ended -> leave()))
        .onFailure(failed -> {
          backend.close();
          request.connection().close();
          leave();
        });
  }

  /** No answer, or none that can be read. */
  private void unanswered(Throwable cause) {
    leave();
    out = null;
    if (clientGone) {
      return;
    }
    answer.headers().clear();
    if (mayTryAgain(cause)) {
      triedAgain = true;
      // By the table of this moment: the backend may have gone because another has taken over.
      in.host().ifPresent(this::find);
    } else if (isTimeout(cause)) {
      turnDown(ErrorCode.APP_TIMEOUT, "This app takes too long to answer.");
    } else {
      turnDown(ErrorCode.APP_UNREACHABLE, "This app does not answer.");
    }
  }

  private boolean mayTryAgain(Throwable cause) {
    return !triedAgain
        && !in.hasBody()
        && !in.wantsUpgrade()
        && !isTimeout(cause)
        && REPEATABLE.contains(request.method());
  }

  private static boolean isTimeout(Throwable cause) {
    return cause instanceof TimeoutException || cause instanceof ConnectTimeoutException;
  }

  private void unknown() {
    turnDown(ErrorCode.UNKNOWN_HOST, "There is no app at this address.");
  }

  private void later(ErrorCode code, String text) {
    answer.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SOON);
    turnDown(code, text);
  }

  private void turnDown(ErrorCode code, String text) {
    Answers.problem(request, code, text, id);
    if (in.hasBody()) {
      in.discardBody();
    }
  }

  /** The backend is told by the end of its connection, and works for nobody no longer. */
  private void clientLeft() {
    if (done) {
      return;
    }
    clientGone = true;
    HttpClientRequest sending = out;
    if (sending != null) {
      sending.reset();
      leave();
    }
  }

  private void leave() {
    if (visit != null) {
      visit.leave();
    }
  }
}
