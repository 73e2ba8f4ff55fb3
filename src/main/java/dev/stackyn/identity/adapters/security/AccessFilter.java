package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Credentials;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import jakarta.inject.Named;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The one place where requests are let in, or not. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class AccessFilter implements Ordered {
  static final String CALLER = "stackyn.caller";
  private static final String SIGN_IN_PATHS = "/api/auth/";
  private static final String BEARER = "Bearer ";

  private final Credentials credentials;
  private final RequestLimits limits;
  private final ClientAddresses addresses;
  private final Executor blocking;

  AccessFilter(
      Credentials credentials,
      RequestLimits limits,
      ClientAddresses addresses,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.credentials = credentials;
    this.limits = limits;
    this.addresses = addresses;
    this.blocking = blocking;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.order();
  }

  /**
   * Who shows no credential is let in, or not, on the spot; only looking a credential up may have
   * to wait for the database, and does so on a thread that may.
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
    return CompletableFuture.supplyAsync(
        () -> {
          request.setAttribute(CALLER, caller(request, rule, addresses.of(request)));
          return request;
        },
        blocking);
  }

  private void admitAnybody(HttpRequest<?> request) {
    if (request.getPath().startsWith(SIGN_IN_PATHS)) {
      limits.countSignIn(addresses.of(request));
    }
  }

  private Caller caller(HttpRequest<?> request, RouteRule rule, String address) {
    Caller caller = authenticated(request, address);
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
    return caller;
  }

  private Caller authenticated(HttpRequest<?> request, String address) {
    try {
      return credentials
          .check(bearer(request))
          .orElseThrow(() -> unauthorized("Invalid or expired token"));
    } catch (Refusal e) {
      limits.countStranger(address);
      throw e;
    }
  }

  private static Secret bearer(HttpRequest<?> request) {
    @Nullable String header = request.getHeaders().get("Authorization");
    if (header == null) {
      throw unauthorized("Authorization header required");
    }
    if (!header.startsWith(BEARER) || header.indexOf(' ', BEARER.length()) >= 0) {
      throw unauthorized("Invalid authorization header format");
    }
    return new Secret(header.substring(BEARER.length()));
  }

  private static Refusal unauthorized(String text) {
    return Refusal.of(ErrorCode.UNAUTHORIZED, text);
  }
}
