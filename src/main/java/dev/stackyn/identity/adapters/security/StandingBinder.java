package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Credentials;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.Standing;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives whoever keeps a connection open the means to ask again whether its caller may. */
@Singleton
final class StandingBinder implements TypedRequestArgumentBinder<Standing> {
  private static final String BEARER = "Bearer ";

  private final Credentials credentials;

  StandingBinder(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public Argument<Standing> argumentType() {
    return Argument.of(Standing.class);
  }

  @Override
  public BindingResult<Standing> bind(
      ArgumentConversionContext<Standing> context, HttpRequest<?> request) {
    return () ->
        request
            .getAttribute(AccessFilter.CALLER, Caller.class)
            .map(caller -> standing(caller, bearer(request)));
  }

  /** A token may end before its session does; whatever else let him in stood for the session. */
  private Standing standing(Caller caller, Optional<Secret> bearer) {
    return () ->
        bearer
            .flatMap(credentials::check)
            .or(() -> bearer.isPresent() ? Optional.empty() : credentials.checkAgain(caller))
            .map(now -> new Requester(now.id(), now.isAdmin()));
  }

  private static Optional<Secret> bearer(HttpRequest<?> request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.startsWith(BEARER))
        .map(header -> new Secret(header.substring(BEARER.length())));
  }
}
