package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Visitor;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/** Gives controller methods where the request comes from. */
@Singleton
final class VisitorBinder implements TypedRequestArgumentBinder<Visitor> {
  @Override
  public Argument<Visitor> argumentType() {
    return Argument.of(Visitor.class);
  }

  @Override
  public BindingResult<Visitor> bind(
      ArgumentConversionContext<Visitor> context, HttpRequest<?> request) {
    return () -> request.getAttribute(AccessFilter.VISITOR, Visitor.class);
  }
}
