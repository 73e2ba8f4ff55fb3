package dev.stackyn.identity.adapters.security;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;

/** A route that forgot to say who may call it. */
@Controller("/undeclared")
@Hidden
@Requires(property = UndeclaredController.SWITCH)
class UndeclaredController {
  static final String SWITCH = "stackyn.test.undeclared";

  @Get
  String open() {
    return "open";
  }
}
