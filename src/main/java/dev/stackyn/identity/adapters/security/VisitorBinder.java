package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Visitor;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controller methods where the request comes from. */
@Singleton
final class VisitorBinder implements TypedRequestArgumentBinder<Visitor> {
  private final ClientAddresses addresses;

  VisitorBinder(ClientAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public Argument<Visitor> argumentType() {
    return Argument.of(Visitor.class);
  }

  @Override
  public BindingResult<Visitor> bind(
      ArgumentConversionContext<Visitor> context, HttpRequest<?> request) {
    String agent = request.getHeaders().get("User-Agent", String.class, "");
    return () -> Optional.of(new Visitor(addresses.of(request), agent));
  }
}
