package dev.stackyn.deployments.adapters.http;

import dev.stackyn.deployments.domain.Deployment;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.util.function.Supplier;

/** Pages ask again and again: what has not changed is not sent, and not even read. */
final class Unchanged {
  private Unchanged() {}

  /** A deployment changes only with the time of its last change. */
  static String tag(Deployment deployment) {
    return Long.toHexString(deployment.id().value())
        + "-"
        + Long.toHexString(deployment.times().updated().toEpochMilli() * 1_000_000
            + deployment.times().updated().getNano() % 1_000_000);
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
