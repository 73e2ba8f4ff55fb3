package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.RecoveryCode;
import dev.stackyn.identity.domain.SecondFactor;
import dev.stackyn.identity.domain.SecondFactorSetup;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;

/** The second factor: codes from an authenticator app. Nobody has to switch it on. */
@Access(value = Access.Rule.USER, signedIn = true)
@Controller("/api/auth/totp")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Second factor")
class SecondFactorController {
  private final SecondFactorSetup setup;
  private final SecondFactor secondFactor;

  SecondFactorController(SecondFactorSetup setup, SecondFactor secondFactor) {
    this.setup = setup;
    this.secondFactor = secondFactor;
  }

  /** What the authenticator app shows, or a recovery code where that will do. */
  @Serdeable
  @Schema(name = "TotpCode")
  record CodeBody(@Schema(example = "123456") @Nullable String code) {}

  /** Whether it is on. */
  @Serdeable
  @Schema(name = "TotpStatus")
  record StatusAnswer(
      boolean enabled,
      @Schema(name = "recovery_codes_left") @JsonProperty("recovery_codes_left")
          int recoveryCodesLeft) {}

  /** For the authenticator app. */
  @Serdeable
  @Schema(name = "TotpEnrolment")
  record EnrolmentAnswer(
      @Schema(description = "Base32, for typing.", example = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
          String secret,
      @Schema(
              description = "For a QR code.",
              example =
                  "otpauth://totp/Stackyn:ada@example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Stackyn")
          String uri) {}

  /** Shown once. */
  @Serdeable
  @Schema(name = "RecoveryCodes")
  record RecoveryCodesAnswer(
      @Schema(name = "recovery_codes") @JsonProperty("recovery_codes")
          List<String> recoveryCodes) {}

  @Get
  @Operation(operationId = "totp", summary = "Whether your second factor is on")
  StatusAnswer status(@Parameter(hidden = true) Caller caller) {
    SecondFactorSetup.Status status = setup.status(caller);
    return new StatusAnswer(status.on(), status.recoveryCodesLeft());
  }

  @Post
  @Operation(
      operationId = "enrolTotp",
      summary = "Get a secret for an authenticator app; nothing changes until it is confirmed")
  EnrolmentAnswer enrol(@Parameter(hidden = true) Caller caller) {
    SecondFactorSetup.Enrolment enrolment = setup.enrol(caller);
    return new EnrolmentAnswer(enrolment.secret(), enrolment.uri());
  }

  @Post("/confirm")
  @Operation(
      operationId = "confirmTotp",
      summary = "Switch the second factor on; the recovery codes are shown this once")
  RecoveryCodesAnswer confirm(@Body CodeBody body, @Parameter(hidden = true) Caller caller) {
    return new RecoveryCodesAnswer(
        setup.confirm(caller, code(body)).stream().map(RecoveryCode::text).toList());
  }

  @Post("/disable")
  @Operation(
      operationId = "disableTotp",
      summary = "Switch the second factor off, with one of its codes or a recovery code")
  MessageAnswer disable(@Body CodeBody body, @Parameter(hidden = true) Caller caller) {
    if (!setup.status(caller).on()) {
      throw Refusal.of(ErrorCode.TOTP_NOT_ON, "The second factor is not on.");
    }
    Optional<Refusal> refusal = secondFactor.refusal(caller.id(), Optional.of(code(body)));
    if (refusal.isPresent()) {
      // A wrong code is a 401 where it keeps somebody out; the web app takes a 401 for the end of
      // the session.
      throw refusal.get().code() == ErrorCode.TOTP_INVALID
          ? Refusal.invalid("code", refusal.get().text())
          : refusal.get();
    }
    setup.disable(caller);
    return new MessageAnswer("The second factor is off");
  }

  private static String code(CodeBody body) {
    if (body.code == null || body.code.isBlank()) {
      throw Refusal.invalid("code", "must not be empty");
    }
    return body.code;
  }
}
