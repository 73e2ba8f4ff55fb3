package dev.stackyn.platform.adapters.http;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.ProcessRole;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * A process that only works tells how it is, and nothing else: whoever wants the API shall notice
 * that this is not it.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RoleFilter implements Ordered {
  private final ProcessRole role;

  RoleFilter(ProcessRole role) {
    this.role = role;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 1;
  }

  @RequestFilter
  void turnAway(HttpRequest<?> request) {
    if (!role.serves() && !isAboutThisProcess(request.getPath())) {
      throw Refusal.of(
          ErrorCode.NOT_FOUND,
          "This process only works (STACKYN_ROLE=worker); the API is elsewhere.");
    }
  }

  private static boolean isAboutThisProcess(String path) {
    return path.equals("/health") || path.startsWith("/health/") || path.equals("/metrics");
  }
}
