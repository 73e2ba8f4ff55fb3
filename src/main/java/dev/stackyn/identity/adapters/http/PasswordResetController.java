package dev.stackyn.identity.adapters.http;

import dev.stackyn.identity.domain.CodeLetters;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.OneTimeCode;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.PasswordReset;
import dev.stackyn.identity.domain.Visitor;
import dev.stackyn.kernel.Access;
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

/** For those who have forgotten their password, or never had one. */
@Access(Access.Rule.PUBLIC)
@Controller("/api/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Authentication")
class PasswordResetController {
  private static final MessageAnswer SENT =
      new MessageAnswer(
          "If an account with that email exists, a password reset code has been sent.");

  private final CodeLetters letters;
  private final PasswordReset reset;

  PasswordResetController(CodeLetters letters, PasswordReset reset) {
    this.letters = letters;
    this.reset = reset;
  }

  /** Whose password it is. */
  @Serdeable
  @Schema(name = "ForgotPassword")
  record ForgotPasswordBody(@Schema(example = "ada@example.com") @Nullable String email) {}

  /** The code that came, and the new password. */
  @Serdeable
  @Schema(name = "ResetPassword")
  record ResetPasswordBody(
      @Schema(example = "ada@example.com") @Nullable String email,
      @Schema(example = "123456") @Nullable String otp,
      @Schema(example = "correct horse battery") @Nullable String password) {}

  @Post("/forgot-password")
  @Operation(
      operationId = "forgotPassword",
      summary = "Send a code to set a new password with; the answer is always the same")
  MessageAnswer forgotPassword(
      @Body ForgotPasswordBody body, @Parameter(hidden = true) Visitor visitor) {
    letters.sendResetCode(Email.of(body.email), visitor);
    return SENT;
  }

  @Post("/reset-password")
  @Operation(
      operationId = "resetPassword",
      summary = "Set a new password with a code; all sessions end")
  MessageAnswer resetPassword(@Body ResetPasswordBody body) {
    reset.reset(
        Email.of(body.email),
        OneTimeCode.of(body.otp),
        Password.of(body.password == null ? "" : body.password));
    return new MessageAnswer("Password has been reset successfully");
  }
}
