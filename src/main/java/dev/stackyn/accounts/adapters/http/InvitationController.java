package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.Acceptance;
import dev.stackyn.accounts.domain.InvitationToken;
import dev.stackyn.accounts.domain.Invitations;
import dev.stackyn.identity.domain.Grant;
import dev.stackyn.identity.domain.Password;
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

/** Invitations, for programs. It is a way in like the others, and limited like them. */
@Access(Access.Rule.PUBLIC)
@Controller("/api/auth/invitations")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Authentication")
class InvitationController {
  private final Acceptance acceptance;

  InvitationController(Acceptance acceptance) {
    this.acceptance = acceptance;
  }

  /** The end of the link in the letter, and the password that the account is to have. */
  @Serdeable
  @Schema(name = "UseInvitation")
  record InvitationBody(
      @Schema(example = "kXJ5bGqT1yV0m3pZ8wQc7nE2rS6uA9dFhLiOoPtYvBk") @Nullable String token,
      @Schema(example = "correct horse battery") @Nullable String password) {}

  /** What somebody gets who has signed in. */
  @Serdeable
  @Schema(name = "Invited")
  record InvitedAnswer(
      boolean success,
      @Schema(example = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJzdGFja3luIn0.c2ln") String token,
      InvitedUser user,
      @Schema(name = "refresh_token", example = "kXJ5bGqT1yV0m3pZ8wQc7nE2rS6uA9dFhLiOoPtYvBk")
          @JsonProperty("refresh_token")
          String refreshToken,
      @Schema(name = "expires_in", example = "86400") @JsonProperty("expires_in") long expiresIn) {

    static InvitedAnswer of(Grant grant) {
      return new InvitedAnswer(
          true,
          grant.accessToken().reveal(),
          new InvitedUser(grant.user().id().toString(), grant.user().email().value()),
          grant.refreshToken().reveal(),
          grant.expiresIn().toSeconds());
    }
  }

  /** Who has signed in. */
  @Serdeable
  @Schema(name = "InvitedUser")
  record InvitedUser(
      @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
      @Schema(example = "user-k3f9x2m7qa@example.com") String email) {}

  @Post
  @Operation(
      operationId = "useInvitation",
      summary = "Set the password of an account with its invitation, and sign in")
  InvitedAnswer use(@Body InvitationBody body, @Parameter(hidden = true) Visitor visitor) {
    Password password = Password.of(body.password == null ? "" : body.password);
    InvitationToken token = InvitationToken.parse(body.token).orElseThrow(Invitations::refusal);
    return InvitedAnswer.of(acceptance.acceptAndSignIn(token, password, visitor));
  }
}
