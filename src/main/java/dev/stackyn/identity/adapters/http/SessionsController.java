package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.Browser;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.Renewal;
import dev.stackyn.identity.domain.Session;
import dev.stackyn.identity.domain.Sessions;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Sessions: how they go on, and how they end. */
@Access(value = Access.Rule.USER, signedIn = true)
@Controller("/api/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Sessions")
class SessionsController {
  private final Sessions sessions;
  private final Renewal renewal;

  SessionsController(Sessions sessions, Renewal renewal) {
    this.sessions = sessions;
    this.renewal = renewal;
  }

  /** A refresh token that was not used before. */
  @Serdeable
  @Schema(name = "Refresh")
  record RefreshBody(
      @Schema(name = "refresh_token", example = "kXJ5bGqT1yV0m3pZ8wQc7nE2rS6uA9dFhLiOoPtYvBk")
          @JsonProperty("refresh_token")
          @Nullable
          String refreshToken) {}

  /** One sign-in. */
  @Serdeable
  @Schema(name = "Session")
  record SessionAnswer(
      @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
      @Schema(description = "Whether it is the one that asks.") boolean current,
      @Schema(example = "203.0.113.7") String address,
      @Schema(name = "user_agent", example = "Mozilla/5.0") @JsonProperty("user_agent")
          String agent,
      @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
      @Schema(name = "last_used_at") @JsonProperty("last_used_at") Instant lastUsedAt,
      @Schema(name = "expires_at") @JsonProperty("expires_at") Instant expiresAt) {

    static SessionAnswer of(Session session, Caller caller) {
      return new SessionAnswer(
          session.id().toString(),
          caller.session().filter(session.id()::equals).isPresent(),
          session.visitor().address(),
          session.visitor().agent(),
          session.life().createdAt().truncatedTo(ChronoUnit.SECONDS),
          session.life().lastUsedAt().truncatedTo(ChronoUnit.SECONDS),
          session.life().expiresAt().truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** Those that are still good, newest first. */
  @Serdeable
  @Schema(name = "Sessions")
  record SessionsAnswer(List<SessionAnswer> sessions) {}

  @Post("/refresh")
  @Access(Access.Rule.PUBLIC)
  @Operation(
      operationId = "refresh",
      summary = "Exchange a refresh token, once, for a new pair of tokens")
  GrantAnswer refresh(@Body RefreshBody body) {
    if (body.refreshToken == null || body.refreshToken.isEmpty()) {
      throw Refusal.invalid("refresh_token", "must not be empty");
    }
    return renewal
        .renew(Hash.ofLong(new Secret(body.refreshToken)))
        .map(GrantAnswer::of)
        .orElseThrow(Renewal::refusal);
  }

  @Post("/logout")
  @Operation(operationId = "logout", summary = "End this session")
  HttpResponse<MessageAnswer> logout(
      @Parameter(hidden = true) Caller caller, @Parameter(hidden = true) Browser browser) {
    sessions.end(caller);
    return signedOut("Signed out", browser);
  }

  @Post("/logout-all")
  @Operation(operationId = "logoutAll", summary = "End all your sessions, everywhere")
  HttpResponse<MessageAnswer> logoutAll(
      @Parameter(hidden = true) Caller caller, @Parameter(hidden = true) Browser browser) {
    sessions.endAll(caller);
    return signedOut("Signed out everywhere", browser);
  }

  @Get("/sessions")
  @Operation(operationId = "sessions", summary = "Your sessions, newest first")
  SessionsAnswer sessions(@Parameter(hidden = true) Caller caller) {
    return new SessionsAnswer(
        sessions.of(caller).stream().map(one -> SessionAnswer.of(one, caller)).toList());
  }

  @Delete("/sessions")
  @Operation(operationId = "deleteSessions", summary = "End all your sessions but this one")
  MessageAnswer endOthers(@Parameter(hidden = true) Caller caller) {
    sessions.endOthers(caller.id(), caller.session());
    return new MessageAnswer("Signed out everywhere else");
  }

  @Delete("/sessions/{id}")
  @Operation(operationId = "deleteSession", summary = "End one of your sessions")
  MessageAnswer end(String id, @Parameter(hidden = true) Caller caller) {
    sessions.end(
        caller,
        Ids.parse(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Session not found")));
    return new MessageAnswer("Session ended");
  }

  /** A cookie that the request did not need stands for another session, and stays. */
  private static HttpResponse<MessageAnswer> signedOut(String text, Browser browser) {
    MutableHttpResponse<MessageAnswer> response = HttpResponse.ok(new MessageAnswer(text));
    browser.pass().ifPresent(pass -> response.header("Set-Cookie", browser.forgetting()));
    return response;
  }
}
