package dev.stackyn.identity.adapters.security;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import jakarta.inject.Singleton;
import java.util.List;

/** Nothing is open by mistake: a platform with a route that declares no rule does not start. */
@Singleton
final class RouteRules implements ApplicationEventListener<StartupEvent> {
  private final Router router;

  RouteRules(Router router) {
    this.router = router;
  }

  @Override
  public void onApplicationEvent(StartupEvent event) {
    List<String> undeclared =
        router
            .uriRoutes()
            .filter(route ->
                RouteRule.of(route.getAnnotationMetadata(), route.getHttpMethod()).isEmpty())
            .map(RouteRules::name)
            .sorted()
            .toList();
    if (!undeclared.isEmpty()) {
      throw new IllegalStateException("no @Access is declared for: " + undeclared);
    }
  }

  private static String name(UriRouteInfo<?, ?> route) {
    return route.getHttpMethodName()
        + " "
        + route.getUriMatchTemplate()
        + " ("
        + route.getDeclaringType().getSimpleName()
        + ")";
  }
}
