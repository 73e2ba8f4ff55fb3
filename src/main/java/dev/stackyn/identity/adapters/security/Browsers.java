package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Browser;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.HttpSettings;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads off a request how a browser got here, and which page of whom sent it. */
@Singleton
final class Browsers {
  private final TrustedProxies proxies;
  private final Set<WebOrigin> allowed;

  Browsers(TrustedProxies proxies, HttpSettings settings) {
    this.proxies = proxies;
    this.allowed =
        settings.allowedOrigins().stream()
            .flatMap(origin -> WebOrigin.parse(origin).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  Browser of(HttpRequest<?> request) {
    boolean overHttps = scheme(request).equals("https");
    return new Browser(pass(request, overHttps), overHttps, isFromOurPage(request));
  }

  private static Optional<Secret> pass(HttpRequest<?> request, boolean overHttps) {
    if (request.getHeaders().contains(HttpHeaders.AUTHORIZATION)) {
      return Optional.empty();
    }
    return request
        .getCookies()
        .findCookie(Browser.cookieName(overHttps))
        .map(Cookie::getValue)
        .map(Secret::new);
  }

  /** Browsers name the origin of everything that may change something, and of every WebSocket. */
  private boolean isFromOurPage(HttpRequest<?> request) {
    @Nullable String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
    if (origin == null) {
      return "same-origin".equals(request.getHeaders().get("Sec-Fetch-Site"));
    }
    return WebOrigin.parse(origin)
        .filter(page -> allowed.contains(page) || own(request).filter(page::equals).isPresent())
        .isPresent();
  }

  /** The origin of pages that are served at the address this request was sent to. */
  private Optional<WebOrigin> own(HttpRequest<?> request) {
    return proxies
        .word(request, "X-Forwarded-Host")
        .or(() -> Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST)))
        .flatMap(host -> WebOrigin.parse(scheme(request) + "://" + host));
  }

  private String scheme(HttpRequest<?> request) {
    return proxies.word(request, "X-Forwarded-Proto").orElse(request.isSecure() ? "https" : "http");
  }
}
