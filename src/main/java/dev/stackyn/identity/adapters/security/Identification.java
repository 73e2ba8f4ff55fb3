package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Browser;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Credentials;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: by the header, else (for a WebSocket) by the ticket, else by the cookie. The
 * first that is there decides; the others are not asked when it is not good.
 */
@Singleton
final class Identification {
  private static final String BEARER = "Bearer ";

  private final Credentials credentials;
  private final Browsers browsers;

  Identification(Credentials credentials, Browsers browsers) {
    this.credentials = credentials;
    this.browsers = browsers;
  }

  Caller of(HttpRequest<?> request, boolean webSocket) {
    return shown(request, webSocket).orElseThrow(() -> unauthorized("Invalid or expired token"));
  }

  /** The same, if it is known without waiting for anything. */
  Optional<Caller> remembered(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
        .flatMap(Identification::bearer)
        .flatMap(credentials::remembered);
  }

  private Optional<Caller> shown(HttpRequest<?> request, boolean webSocket) {
    @Nullable String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return credentials.check(
          bearer(header).orElseThrow(() -> unauthorized("Invalid authorization header format")));
    }
    @Nullable String ticket = webSocket ? request.getParameters().get("ticket") : null;
    if (ticket != null) {
      return credentials.checkTicket(new Secret(ticket));
    }
    Browser browser = browsers.of(request);
    Secret cookie = browser.pass().orElseThrow(() -> unauthorized("Authorization header required"));
    if (webSocket || changesSomething(request)) {
      browser.requireOurPage();
    }
    return credentials.checkCookie(cookie);
  }

  private static boolean changesSomething(HttpRequest<?> request) {
    return switch (request.getMethod()) {
      case GET, HEAD, OPTIONS -> false;
      case POST, PUT, PATCH, DELETE, TRACE, CONNECT, CUSTOM -> true;
    };
  }

  private static Optional<Secret> bearer(String header) {
    return header.startsWith(BEARER) && header.indexOf(' ', BEARER.length()) < 0
        ? Optional.of(new Secret(header.substring(BEARER.length())))
        : Optional.empty();
  }

  private static Refusal unauthorized(String text) {
    return Refusal.of(ErrorCode.UNAUTHORIZED, text);
  }
}
