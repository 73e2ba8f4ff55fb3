package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RequestId;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Route;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Visit;
import dev.stackyn.routing.domain.Way;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: in from a client, out to a backend, and the answer back. All on one
 * thread.
 */
final class Passage implements Outbound.Asker {
  /** What may be asked a second time when nobody answered the first. */
  private static final Set<HttpMethod> REPEATABLE =
      Set.of(
          HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.PUT, HttpMethod.DELETE);

  private static final String RETRY_SOON = "1";

  private final Inbound in;
  private final HttpServerRequest request;
  private final HttpServerResponse answer;
  private final Upstream upstream;

  /** Complete when more is known of routes; from the beginning when nothing is to be waited for. */
  private final Supplier<Future<Void>> news;

  private final RouterParts parts;
  private final RequestId id;

  /** Those that have let it pass. */
  private Rules rules = Rules.NONE;

  private final long begunNanos = System.nanoTime();
  private @Nullable Visit visit;
  private WaitingRoom.@Nullable Stay stay;
  private @Nullable Outbound out;
  private @Nullable Reply reply;
  private boolean toPlatform;
  private boolean triedAgain;
  private boolean clientGone;

  Passage(
      HttpServerRequest request,
      Upstream upstream,
      BodyWatch bodies,
      Supplier<Future<Void>> news,
      RouterParts parts) {
    this.in = new Inbound(request, bodies);
    this.request = request;
    this.answer = request.response();
    this.upstream = upstream;
    this.news = news;
    this.parts = parts;
    this.id =
        RequestId.brought(request.getHeader(Forwarding.REQUEST_ID))
            .orElseGet(() -> parts.ids().next());
  }

  void begin() {
    if (Wire.isCondemned(request.connection())) {
      return;
    }
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
    if (parts.platform().isAt(host)) {
      toPlatform = true;
      parts.platform().visit().ifPresentOrElse(this::connect, this::notReady);
      return;
    }
    switch (parts.routes().way(host, rules)) {
      case Way.Open(Visit begun) -> admit(begun);
      case Way.Guarded(Route route) -> parts.gate().pass(in, id, route, () -> passed(host, route));
      case Way.Stopped() -> turnDown(ErrorCode.APP_STOPPED, "This app is stopped.");
      case Way.Asleep(AppId app) -> awaitWaking(host, app);
      case Way.Broken(String trouble) ->
          later(ErrorCode.APP_NOT_STARTED, "This app could not be started: " + trouble + ".");
      case Way.Starting() -> later(ErrorCode.APP_STARTING, "This app is starting.");
      case Way.Unread() -> await(host);
      case Way.Unknown() -> unknown();
    }
  }

  /** Where it leads is asked for again: it may have been long, and other rules may be in force. */
  private void passed(Host host, Route route) {
    rules = route.rules();
    rules.mostBody().ifPresent(in::limitBody);
    if (!clientGone) {
      find(host);
    }
  }

  /** Who comes while the platform starts waits a moment, rather than being sent away. */
  private void await(Host host) {
    Future<Void> more = news.get();
    if (more.isComplete()) {
      notReady();
      return;
    }
    more.onComplete(over -> {
      if (!clientGone) {
        find(host);
      }
    });
  }

  /** Whoever comes while the app is asleep has it started, and goes on when it is. */
  private void awaitWaking(Host host, AppId app) {
    stay = parts.waitingRoom().enter(app, () -> find(host), this::later);
  }

  private void admit(Visit begun) {
    if (begun.company() > parts.limits().requestsOfApp()) {
      begun.leave();
      later(ErrorCode.APP_BUSY, "This app has too many requests at once.");
    } else if (begun.everybody() > parts.limits().requests()) {
      begun.leave();
      later(ErrorCode.ROUTER_BUSY, "The router has too many requests at once.");
    } else {
      connect(begun);
    }
  }

  private void connect(Visit begun) {
    visit = begun;
    upstream.reach(begun.backend(), this::connected, this::unanswered);
  }

  /** Whatever is thrown on the way is a failure too: the visit must end. */
  private void connected(Line line) {
    Outbound sending = new Outbound(in, line, parts.settings().answer(), this);
    out = sending;
    if (clientGone) {
      sending.abandon();
      leave();
      return;
    }
    try {
      sending.send(told());
    } catch (RuntimeException e) {
      unanswered(e);
    }
  }

  private HttpHeaders told() {
    HttpHeaders told = parts.forwarding().request(in, id);
    if (rules.login().isPresent()) {
      // It was for the router. Many an app takes what it does not know for a wrong password.
      told.remove(HttpHeaderNames.AUTHORIZATION);
    }
    if (toPlatform) {
      parts.platform().introduce(told);
    }
    return told;
  }

  @Override
  public Reply answered(HttpResponse head) {
    Reply taken = Reply.of(head, in, Objects.requireNonNull(out), present());
    present().answered(head.status().code(), waitedNanos());
    reply = taken;
    taken.send(rules.headers());
    return taken;
  }

  @Override
  public void unanswered(Throwable cause) {
    leave();
    boolean unsent = out == null;
    if (out != null) {
      out.abandon();
      out = null;
    }
    if (clientGone) {
      return;
    }
    answer.headers().clear();
    if (in.isTooLong()) {
      Answers.tooLong(in, id);
      return;
    }
    if (in.isTooSlow()) {
      Answers.tooSlow(in, id);
      return;
    }
    parts.routes().doubt(present().backend());
    if (unsent ? hasMoved(cause) : mayTryAgain(cause)) {
      triedAgain |= !unsent;
      // By the table of this moment: the backend may have gone because another has taken over.
      in.host().ifPresent(this::find);
      return;
    }
    present().unanswered(waitedNanos());
    if (isTimeout(cause)) {
      turnDown(ErrorCode.APP_TIMEOUT, "This app takes too long to answer.");
    } else {
      turnDown(ErrorCode.APP_UNREACHABLE, "This app does not answer.");
    }
  }

  /** Only when the connection failed: who has answered nonsense would do so again. */
  private boolean mayTryAgain(Throwable cause) {
    return !triedAgain
        && !in.hasBody()
        && !in.wantsUpgrade()
        && !isTimeout(cause)
        && cause instanceof IOException
        && REPEATABLE.contains(request.method());
  }

  /** What is gone does not even refuse: nothing has been sent, and another has taken its place. */
  private boolean hasMoved(Throwable cause) {
    return !toPlatform
        && (cause instanceof Threshold.MovedException
            || parts
                .routes()
                .table()
                .filter(table -> table.leadsTo(present().backend()))
                .isEmpty());
  }

  private static boolean isTimeout(Throwable cause) {
    return cause instanceof TimeoutException || cause instanceof ConnectTimeoutException;
  }

  private void notReady() {
    later(ErrorCode.NOT_READY, "The platform has just started.");
  }

  private void unknown() {
    turnDown(ErrorCode.UNKNOWN_HOST, "There is no app at this address.");
  }

  private void later(ErrorCode code, String text) {
    answer.putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_SOON);
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
    if (reply != null && reply.isWhole()) {
      return;
    }
    clientGone = true;
    if (reply != null) {
      reply.forgo();
    }
    if (stay != null) {
      stay.leave();
    }
    if (out != null) {
      out.abandon();
      leave();
    }
  }

  private Visit present() {
    return Objects.requireNonNull(visit, "nobody is asked without a visit");
  }

  private long waitedNanos() {
    return System.nanoTime() - begunNanos;
  }

  private void leave() {
    if (visit != null) {
      visit.leave();
    }
  }
}
