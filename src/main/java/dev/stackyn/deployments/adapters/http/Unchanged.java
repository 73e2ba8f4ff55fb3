package dev.stackyn.deployments.adapters.http;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.platform.domain.WireAnswer;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
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

  static HttpResponse<byte[]> answer(String tag) {
    return HttpResponse.<byte[]>notModified().header(HttpHeaders.ETAG, quoted(tag));
  }

  static HttpResponse<byte[]> answer(HttpRequest<?> request, WireAnswer answer) {
    return isKnown(request, answer.tag())
        ? answer(answer.tag())
        : HttpResponse.ok(answer.body())
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .header(HttpHeaders.ETAG, quoted(answer.tag()))
            .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
  }

  private static String quoted(String tag) {
    return '"' + tag + '"';
  }
}
