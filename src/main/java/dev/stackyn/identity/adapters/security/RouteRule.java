package dev.stackyn.identity.adapters.security;

import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Scope;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.http.HttpMethod;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.Optional;

/** Who may call one route, as it was declared. */
record RouteRule(Access.Rule rule, Scope scope, boolean signedIn, boolean webSocket) {

  /** Nothing when the route does not say it. */
  static Optional<RouteRule> of(AnnotationMetadata route, HttpMethod method) {
    return route
        .enumValue(Access.class, Access.Rule.class)
        .map(rule ->
            new RouteRule(
                rule,
                scope(route, rule, method),
                route.booleanValue(Access.class, "signedIn").orElse(false),
                route.hasAnnotation(ServerWebSocket.class)));
  }

  private static Scope scope(AnnotationMetadata route, Access.Rule rule, HttpMethod method) {
    Scope[] declared = route.enumValues(Access.class, "scope", Scope.class);
    if (declared.length > 0) {
      return declared[0];
    }
    if (rule == Access.Rule.ADMIN) {
      return Scope.ADMIN;
    }
    return method == HttpMethod.GET || method == HttpMethod.HEAD ? Scope.READ : Scope.DEPLOY;
  }
}
