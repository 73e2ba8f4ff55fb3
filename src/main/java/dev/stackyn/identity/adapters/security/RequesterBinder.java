package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Requester;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives controller methods of contexts that do not know this one who calls them. */
@Singleton
final class RequesterBinder implements TypedRequestArgumentBinder<Requester> {
  @Override
  public Argument<Requester> argumentType() {
    return Argument.of(Requester.class);
  }

  @Override
  public BindingResult<Requester> bind(
      ArgumentConversionContext<Requester> context, HttpRequest<?> request) {
    return () -> request.getAttribute(AccessFilter.CALLER, Caller.class).map(Caller::requester);
  }
}
