package dev.stackyn.billing.adapters.http;

import dev.stackyn.billing.domain.Customers;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;

/** The profile card: who you are, your plan, and what you use of it. */
@Access(Access.Rule.USER)
@Controller("/api/user/me")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Account")
class MeController {
  private final Customers customers;

  MeController(Customers customers) {
    this.customers = customers;
  }

  @Get
  @Operation(operationId = "me", summary = "Who you are, what your plan gives you, what you use")
  MeAnswer me(@Parameter(hidden = true) Caller caller) {
    // Gone since the token was looked at: to the web app, that is the end of the session.
    return customers
        .find(caller.id())
        .map(MeAnswer::of)
        .orElseThrow(() -> Refusal.of(ErrorCode.UNAUTHORIZED, "Invalid or expired token"));
  }
}
