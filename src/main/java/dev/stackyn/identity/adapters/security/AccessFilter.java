package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;

/** The one place where requests are let in, or not. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
  static final String CALLER = "stackyn.caller";
  private static final String SIGN_IN_PATHS = "/api/auth/";

  private final Identification identification;
  private final RequestLimits limits;
  private final ClientAddresses addresses;
  private final Executor blocking;

  AccessFilter(
      Identification identification,
      RequestLimits limits,
      ClientAddresses addresses,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.identification = identification;
    this.limits = limits;
    this.addresses = addresses;
    this.blocking = blocking;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.order();
  }

  /**
   * Who shows no credential, or one that was seen a moment ago, is let in, or not, on the spot;
   * only looking a credential up may have to wait for the database, and does so on a thread that
   * may.
   */
  @RequestFilter
  CompletableFuture<HttpRequest<?>> admit(HttpRequest<?> request) {
    Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
    if (route.isEmpty()) {
      // There is nothing at this address; the answer to that is the same for everybody.
      return CompletableFuture.completedFuture(request);
    }
    RouteRule rule =
        RouteRule.of(route.get().getAnnotationMetadata(), request.getMethod())
            .orElseThrow(() -> Refusal.of(ErrorCode.FORBIDDEN, "This is not allowed."));
    if (rule.rule() == Access.Rule.PUBLIC) {
      admitAnybody(request);
      return CompletableFuture.completedFuture(request);
    }
    Optional<Caller> remembered = identification.remembered(request);
    if (remembered.isPresent()) {
      return CompletableFuture.completedFuture(admit(request, rule, remembered.get()));
    }
    CompletableFuture<HttpRequest<?>> admitted =
        CompletableFuture.supplyAsync(
            () -> admit(request, rule, identified(request, rule)), blocking);
    return rule.webSocket() ? onItsConnection(request, admitted) : admitted;
  }

  /**
   * A connection is rebuilt for its WebSocket by the thread that goes on from here. Only its own
   * thread does that before the other side's first message can arrive.
   */
  private static CompletableFuture<HttpRequest<?>> onItsConnection(
      HttpRequest<?> request, CompletableFuture<HttpRequest<?>> admitted) {
    return request instanceof NettyHttpRequest<?> netty
        ? admitted.whenCompleteAsync(
            (same, refusal) -> {}, netty.getChannelHandlerContext().channel().eventLoop())
        : admitted;
  }

  private void admitAnybody(HttpRequest<?> request) {
    if (request.getPath().startsWith(SIGN_IN_PATHS)) {
      limits.countSignIn(addresses.of(request));
    }
  }

  private HttpRequest<?> admit(HttpRequest<?> request, RouteRule rule, Caller caller) {
    limits.count(caller);
    if (rule.rule() == Access.Rule.ADMIN && !caller.isAdmin()) {
      throw Refusal.of(ErrorCode.FORBIDDEN, "Forbidden: Admin access required");
    }
    if (rule.signedIn() && caller.session().isEmpty()) {
      throw Refusal.of(ErrorCode.SCOPE_TOO_SMALL, "API tokens cannot be used here: sign in.");
    }
    if (!caller.reaches(rule.scope())) {
      throw Refusal.of(ErrorCode.SCOPE_TOO_SMALL, "The token's scopes do not reach this far.");
    }
    request.setAttribute(CALLER, caller);
    return request;
  }

  private Caller identified(HttpRequest<?> request, RouteRule rule) {
    try {
      return identification.of(request, rule.webSocket());
    } catch (Refusal e) {
      limits.countStranger(addresses.of(request));
      throw e;
    }
  }
}
