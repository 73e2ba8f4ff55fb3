package dev.stackyn.billing.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.billing.domain.BillingSettings;
import dev.stackyn.billing.domain.BillingStatus;
import dev.stackyn.billing.domain.PlanName;
import dev.stackyn.billing.domain.Rehearsal;
import dev.stackyn.billing.domain.Subscription;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets people who try the platform out see it in every state of billing. */
@Access(value = Access.Rule.USER, signedIn = true)
@Controller("/api/v1/test/billing")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Billing")
class RehearsalController {
  private static final String TRIAL_PLAN = "free_trial";
  private static final String WARNING = "For tests only: this platform lets anybody do this.";

  /** The database knows no times far beyond these. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private final Rehearsal rehearsal;
  private final boolean open;
  private final Clock clock;

  RehearsalController(Rehearsal rehearsal, BillingSettings settings, Clock clock) {
    this.rehearsal = rehearsal;
    this.open = settings.testEndpoints();
    this.clock = clock;
  }

  /** What is absent stays as it is. */
  @Serdeable
  @Schema(name = "TestBilling")
  record SceneBody(
      @Schema(
              name = "billing_status",
              description = "One of trial, active, expired.",
              example = "expired")
          @JsonProperty("billing_status")
          @Nullable
          String billingStatus,
      @Schema(description = "A plan, or free_trial.", example = "pro") @Nullable String plan,
      @Schema(name = "trial_ends_at", description = "RFC 3339.", example = "2026-01-31T12:00:00Z")
          @JsonProperty("trial_ends_at")
          @Nullable
          String trialEndsAt) {}

  /** How the subscription stands now. */
  @Serdeable
  @Schema(name = "TestBillingDone")
  record SceneAnswer(
      @Schema(example = "Billing changed") String message,
      @Schema(name = "user_id", example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")
          @JsonProperty("user_id")
          String userId,
      @Schema(name = "billing_status", example = "expired") @JsonProperty("billing_status")
          String billingStatus,
      @Schema(example = "pro") String plan,
      @Schema(name = "trial_ends_at") @JsonProperty("trial_ends_at") Instant trialEndsAt,
      @Schema(example = WARNING) String warning) {}

  @Post
  @Operation(
      operationId = "testBilling",
      summary = "Change your own billing; 404 unless STACKYN_TEST_ENDPOINTS is on")
  SceneAnswer play(@Body SceneBody body, @Parameter(hidden = true) Caller caller) {
    if (!open) {
      throw Refusal.of(ErrorCode.NOT_FOUND, "There is nothing at this address.");
    }
    Subscription now =
        rehearsal.play(
            caller,
            new Rehearsal.Scene(
                Optional.ofNullable(body.billingStatus).map(RehearsalController::status),
                Optional.ofNullable(body.plan).map(RehearsalController::plan),
                Optional.ofNullable(body.trialEndsAt).map(RehearsalController::time)));
    return new SceneAnswer(
        "Billing changed",
        caller.id().toString(),
        MeAnswer.word(now.billingStatus(clock.instant())),
        now.tariff().effective().value(),
        MeAnswer.toTheSecond(now.trial().endsAt()),
        WARNING);
  }

  private static BillingStatus status(String text) {
    return Stream.of(BillingStatus.values())
        .filter(status -> MeAnswer.word(status).equals(text))
        .findFirst()
        .orElseThrow(
            () -> Refusal.invalid("billing_status", "must be one of trial, active, expired"));
  }

  /** What a trial is called where it is not called after the plan it is a trial of. */
  private static PlanName plan(String text) {
    return text.equals(TRIAL_PLAN) ? PlanName.PRO : PlanName.of(text);
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw notATime();
    }
    throw notATime();
  }

  private static Refusal notATime() {
    return Refusal.invalid("trial_ends_at", "must be a time such as 2026-01-31T12:00:00Z");
  }
}
