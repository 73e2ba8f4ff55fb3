package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.AccountClosing;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.OneTimeCode;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.Passwords;
import dev.stackyn.identity.domain.Profiles;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/** What users change about themselves. */
@Access(value = Access.Rule.USER, signedIn = true)
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Account")
class ProfileController {
  private final Profiles profiles;
  private final Passwords passwords;
  private final AccountClosing closing;

  ProfileController(Profiles profiles, Passwords passwords, AccountClosing closing) {
    this.profiles = profiles;
    this.passwords = passwords;
    this.closing = closing;
  }

  /** What is absent stays as it is. */
  @Serdeable
  @Schema(name = "UpdateProfile")
  record UpdateProfileBody(
      @Schema(name = "full_name", example = "Ada Lovelace") @JsonProperty("full_name") @Nullable
          String fullName,
      @Schema(name = "company_name", example = "Analytical Engines")
          @JsonProperty("company_name")
          @Nullable
          String companyName,
      @Schema(
              description = "A new password; all other sessions end.",
              example = "correct horse battery")
          @Nullable
          String password) {}

  /** The password, or a code from send-otp. */
  @Serdeable
  @Schema(name = "DeleteAccount")
  record DeleteAccountBody(
      @Schema(example = "correct horse battery") @Nullable String password,
      @Schema(example = "123456") @Nullable String otp) {}

  @Post("/api/auth/update-profile")
  @Operation(operationId = "updateProfile", summary = "Change your name, company or password")
  UserAnswer updateProfile(@Body UpdateProfileBody body, @Parameter(hidden = true) Caller caller) {
    Optional<Password> password = Optional.ofNullable(body.password).map(Password::of);
    return UserAnswer.of(
        profiles.update(
            caller,
            new Profiles.Changes(
                Optional.ofNullable(body.fullName),
                Optional.ofNullable(body.companyName),
                password.map(passwords::hash))));
  }

  @Delete("/api/user/me")
  @Operation(
      operationId = "deleteAccount",
      summary = "Delete your account and everything in it, confirmed by password or code")
  MessageAnswer delete(@Body DeleteAccountBody body, @Parameter(hidden = true) Caller caller) {
    if (body.password != null) {
      closing.close(caller, new Secret(body.password));
    } else if (body.otp != null) {
      closing.close(caller, OneTimeCode.of(body.otp));
    } else {
      throw Refusal.invalid("password", "Either password or OTP is required");
    }
    return new MessageAnswer("Account deleted");
  }
}
