package dev.stackyn.billing.adapters.http;

import dev.stackyn.billing.domain.Customer;
import dev.stackyn.billing.domain.Customers;
import dev.stackyn.billing.domain.Subscription;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.SessionAnswers;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.KeptAnswers.Reading;
import dev.stackyn.platform.domain.WireAnswer;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The profile card: who you are, your plan, and what you use of it. */
@Access(Access.Rule.USER)
@Controller("/api/user/me")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Account")
class MeController {
  /** How long it is believed what the machine has, of which everybody has a share. */
  private static final Duration MACHINE = Duration.ofMinutes(1);

  private static final Argument<MeAnswer> ME = Argument.of(MeAnswer.class);

  private final Customers customers;
  private final SessionAnswers answers;
  private final JsonMapper json;
  private final Clock clock;

  MeController(Customers customers, SessionAnswers answers, JsonMapper json, Clock clock) {
    this.customers = customers;
    this.answers = answers;
    this.json = json;
    this.clock = clock;
  }

  @Get
  @Operation(operationId = "me", summary = "Who you are, what your plan gives you, what you use")
  @ApiResponse(
      responseCode = "200",
      description = "Who you are, what your plan gives you, what you use",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = MeAnswer.class)))
  HttpResponse<byte[]> me(@Parameter(hidden = true) Caller caller) {
    return HttpResponse.ok(answers.find(caller, "me", this::read).body())
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private Reading read(Caller caller) {
    Instant now = clock.instant();
    // Gone since the token was looked at: to the web app, that is the end of the session.
    Customer customer =
        customers
            .find(caller.id())
            .orElseThrow(() -> Refusal.of(ErrorCode.UNAUTHORIZED, "Invalid or expired token"));
    return new Reading(
        new WireAnswer(bytes(MeAnswer.of(customer)), ""),
        customers.rows(caller.id()),
        customer
            .entitlement()
            .subscription()
            .map(Subscription::turnsAt)
            .orElseGet(() -> Optional.of(now.plus(MACHINE))));
  }

  private byte[] bytes(MeAnswer answer) {
    try {
      return json.writeValueAsBytes(ME, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
