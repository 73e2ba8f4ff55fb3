package dev.stackyn.platform.adapters.http;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.util.Map;
import java.util.Optional;

/**
 * The outermost filter: answers preflights, puts the request id into every log line, and notes
 * which route was taken.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ExchangeFilter implements Ordered {
  private final Cors cors;

  ExchangeFilter(Cors cors) {
    this.cors = cors;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  /** The route is known by now: matching comes before the filters. */
  @RequestFilter
  @Nullable
  HttpResponse<?> enter(HttpRequest<?> request, MutablePropagatedContext context) {
    String brought = request.getHeaders().get(Exchange.ID_HEADER);
    String id = brought == null ? "unknown" : brought;
    context.add(new MdcPropagationContext(Map.of("request_id", id)));
    noteRoute(request, id);
    return cors.preflight(request).orElse(null);
  }

  private static void noteRoute(HttpRequest<?> request, String id) {
    if (request instanceof NettyHttpRequest<?> netty) {
      template(request)
          .ifPresent(template ->
              Exchange.find(netty.getChannelHandlerContext().channel(), id)
                  .ifPresent(exchange -> exchange.matched(template)));
    }
  }

  /** The framework notes it for requests, but not for those that open a WebSocket. */
  private static Optional<String> template(HttpRequest<?> request) {
    return BasicHttpAttributes.getUriTemplate(request)
        .or(() ->
            RouteAttributes.getRouteMatch(request)
                .filter(UriRouteMatch.class::isInstance)
                .map(match ->
                    ((UriRouteMatch<?, ?>) match).getRouteInfo().getUriMatchTemplate().toString()));
  }
}
