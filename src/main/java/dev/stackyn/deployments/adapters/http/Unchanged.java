package dev.stackyn.deployments.adapters.http;

import dev.stackyn.deployments.domain.Deployment;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** Pages ask again and again: what has not changed is not sent, and not even read. */
final class Unchanged {
  private Unchanged() {}

  /** Whatever changes a deployment changes the time of its last change. */
  static String tag(Deployment deployment) {
    long changed = ChronoUnit.MICROS.between(Instant.EPOCH, deployment.times().updated());
    return "%x-%x".formatted(deployment.id().value(), changed);
  }

  static <T> HttpResponse<T> or(HttpRequest<?> request, String tag, Supplier<T> body) {
    String quoted = '"' + tag + '"';
    if (request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).contains(quoted)) {
      return HttpResponse.<T>notModified().header(HttpHeaders.ETAG, quoted);
    }
    return HttpResponse.ok(body.get())
        .header(HttpHeaders.ETAG, quoted)
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }
}
