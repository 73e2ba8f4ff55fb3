package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Browser;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives controller methods how the caller's browser keeps a session. */
@Singleton
final class BrowserBinder implements TypedRequestArgumentBinder<Browser> {
  private final Browsers browsers;

  BrowserBinder(Browsers browsers) {
    this.browsers = browsers;
  }

  @Override
  public Argument<Browser> argumentType() {
    return Argument.of(Browser.class);
  }

  @Override
  public BindingResult<Browser> bind(
      ArgumentConversionContext<Browser> context, HttpRequest<?> request) {
    return () -> Optional.of(browsers.of(request));
  }
}
