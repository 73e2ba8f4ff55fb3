package dev.stackyn.jobs.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.HttpSettings;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.channel.ChannelHandlerContext;
import java.util.Optional;
import java.util.Set;

/**
 * The last that a request for a WebSocket passes. Browsers ask nobody before they open one: only
 * our own pages may, and those of the configured origins. Who sends no origin is no browser.
 */
@ServerFilter("/ws")
final class SocketFilter implements Ordered {
  static final String LINE = "stackyn.line";

  private final Set<String> allowed;

  SocketFilter(HttpSettings settings) {
    allowed = Set.copyOf(settings.allowedOrigins());
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.after();
  }

  /** The guard has to stand at the connection before the answer lets the client speak. */
  @RequestFilter
  void pass(HttpRequest<?> request) {
    Optional<String> origin = Optional.ofNullable(request.getHeaders().get(HttpHeaders.ORIGIN));
    if (origin.isPresent() && !mayOpen(origin.get(), request)) {
      throw Refusal.of(
          ErrorCode.ORIGIN_REFUSED, "Pages of this origin may not open a WebSocket here.");
    }
    if (request instanceof NettyHttpRequest<?> netty) {
      ChannelHandlerContext context = netty.getChannelHandlerContext();
      Line line = new Line(context.channel());
      context.pipeline().addBefore(context.name(), null, new FrameGuard(line, context.name()));
      request.setAttribute(LINE, line);
    }
  }

  private boolean mayOpen(String origin, HttpRequest<?> request) {
    String host = request.getHeaders().get(HttpHeaders.HOST, String.class, "");
    return allowed.contains(origin)
        || origin.equalsIgnoreCase("http://" + host)
        || origin.equalsIgnoreCase("https://" + host);
  }
}
