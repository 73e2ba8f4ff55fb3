package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.LiveCertificates;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an authority reads that looks whether a name leads here (RFC 8555, HTTP-01). It comes before
 * every route and every rule: an app that is stopped, or answers by TLS only, gets its certificate
 * too. What is not ours goes on its way: an app may have a certificate of its own making.
 */
final class ChallengePages {
  private static final String PLACE = "/.well-known/acme-challenge/";

  private ChallengePages() {}

  static boolean answered(HttpServerRequest request, LiveCertificates certificates) {
    @Nullable String path = request.path();
    if (path == null || !path.startsWith(PLACE) || !request.method().equals(HttpMethod.GET)) {
      return false;
    }
    Optional<String> page =
        host(request).flatMap(host -> certificates.page(host, path.substring(PLACE.length())));
    page.ifPresent(answer -> {
      request.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream");
      request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      request.response().end(answer);
    });
    return page.isPresent();
  }

  private static Optional<Host> host(HttpServerRequest request) {
    return request.authority() == null ? Optional.empty() : Host.asked(request.authority().host());
  }
}
