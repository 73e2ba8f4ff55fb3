package dev.stackyn.routing.adapters.traefik;

import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.LiveRoutes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Where Traefik's HTTP provider reads its routes. They are in memory: asking often costs little.
 */
@Access(Access.Rule.PUBLIC)
@Controller("/internal/traefik")
@Hidden
class TraefikController {
  private final FrontSettings front;
  private final LiveRoutes routes;

  TraefikController(FrontSettings front, LiveRoutes routes) {
    this.front = front;
    this.routes = routes;
  }

  @Get
  TraefikDocument routes(HttpRequest<?> request) {
    FrontSettings.Traefik traefik =
        front
            .traefik()
            .orElseThrow(() ->
                Refusal.of(ErrorCode.NOT_FOUND, "This platform does not route with Traefik."));
    if (!brings(traefik.token(), request)) {
      throw Refusal.of(
          ErrorCode.FORBIDDEN, "Routes are for Traefik, with the token of STACKYN_TRAEFIK_TOKEN.");
    }
    // Whoever is refused keeps what he has: that is better than no routes.
    return routes
        .table()
        .map(table -> TraefikDocument.of(table, traefik))
        .orElseThrow(() -> Refusal.of(ErrorCode.NOT_READY, "The routes have not been read yet."));
  }

  private static boolean brings(Secret token, HttpRequest<?> request) {
    byte[] brought =
        request.getHeaders().getAuthorization().orElse("").getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(
        ("Bearer " + token.reveal()).getBytes(StandardCharsets.UTF_8), brought);
  }
}
