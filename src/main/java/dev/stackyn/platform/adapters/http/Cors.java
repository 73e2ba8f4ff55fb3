package dev.stackyn.platform.adapters.http;

import dev.stackyn.platform.domain.HttpSettings;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may read our answers: exactly those of the configured origins. Every answer is
 * marked, errors too, or a page would show "failed to fetch" where it should show the error. Other
 * origins get no mark, and the browser refuses.
 */
@Singleton
final class Cors {
  private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
  private static final String REQUEST_HEADERS = "Accept, Authorization, Content-Type, X-Request-ID";
  private static final String EXPOSED_HEADERS = "X-Request-ID, Retry-After, Location";

  private final Set<String> allowed;

  Cors(HttpSettings settings) {
    allowed = Set.copyOf(settings.allowedOrigins());
  }

  void stamp(HttpHeaders headers, @Nullable String origin) {
    headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
    if (origin != null && allowed.contains(origin)) {
      headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      headers.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED_HEADERS);
    }
  }

  /**
   * The answer to a browser that asks first, or nothing when the request is not such a question.
   */
  Optional<MutableHttpResponse<?>> preflight(HttpRequest<?> request) {
    if (request.getMethod() != HttpMethod.OPTIONS
        || !request.getHeaders().contains("Access-Control-Request-Method")) {
      return Optional.empty();
    }
    MutableHttpResponse<?> response = HttpResponse.noContent();
    if (request.getHeaders().getOrigin().filter(allowed::contains).isPresent()) {
      response
          .header("Access-Control-Allow-Methods", METHODS)
          .header("Access-Control-Allow-Headers", REQUEST_HEADERS)
          .header("Access-Control-Max-Age", "3600");
    }
    return Optional.of(response);
  }
}
