package dev.stackyn.deployments.adapters.http;

import dev.stackyn.deployments.domain.Deployment;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Pages ask again and again: what has not changed is not sent, and not even read. */
final class Unchanged {
  private Unchanged() {}

  /** Whatever changes a deployment changes the time of its last change. */
  static String tag(Deployment deployment) {
    long changed = ChronoUnit.MICROS.between(Instant.EPOCH, deployment.times().updated());
    return "%x-%x".formatted(deployment.id().value(), changed);
  }

  /** Whether the client has an answer already, and shows which. */
  static boolean isAsked(HttpRequest<?> request) {
    return request.getHeaders().contains(HttpHeaders.IF_NONE_MATCH);
  }

  static boolean isKnown(HttpRequest<?> request, String tag) {
    return request.getHeaders().getAll(HttpHeaders.IF_NONE_MATCH).contains(quoted(tag));
  }

  static <T> HttpResponse<T> answer(String tag) {
    return HttpResponse.<T>notModified().header(HttpHeaders.ETAG, quoted(tag));
  }

  static <T> HttpResponse<T> tagged(String tag, T body) {
    return HttpResponse.ok(body)
        .header(HttpHeaders.ETAG, quoted(tag))
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  private static String quoted(String tag) {
    return '"' + tag + '"';
  }
}
