package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.ApiToken;
import dev.stackyn.identity.domain.ApiTokens;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Scope;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** API tokens: credentials for the command line and for build servers. */
@Access(value = Access.Rule.USER, signedIn = true)
@Controller("/api/v1/tokens")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "API tokens")
class TokensController {
  private final ApiTokens tokens;

  TokensController(ApiTokens tokens) {
    this.tokens = tokens;
  }

  /** What the token is to be called and used for. */
  @Serdeable
  @Schema(name = "NewToken")
  record NewTokenBody(
      @Schema(example = "build server") @Nullable String name,
      @Schema(description = "Some of read, deploy, admin.", example = "[\"deploy\"]") @Nullable
          List<String> scopes,
      @Schema(
              name = "expires_in_days",
              description = "From 1 to 3650; without it the token does not expire.",
              example = "90")
          @JsonProperty("expires_in_days")
          @Nullable
          Integer days) {}

  /** A token, without its text. */
  @Serdeable
  @Schema(name = "Token")
  record TokenAnswer(
      @Schema(example = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23") String id,
      @Schema(example = "build server") String name,
      @Schema(example = "[\"deploy\"]") List<String> scopes,
      @Schema(name = "created_at") @JsonProperty("created_at") Instant createdAt,
      @Schema(name = "expires_at")
          @JsonProperty("expires_at")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable
          Instant expiresAt,
      @Schema(name = "last_used_at", description = "To the minute.")
          @JsonProperty("last_used_at")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable
          Instant lastUsedAt,
      @Schema(
              description = "The token itself: shown when it is made, and never again.",
              example = "stk_kXJ5bGqT1yV0m3pZ8wQc7nE2rS6uA9dFhLiOoPtYvBk")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable
          String token) {

    static TokenAnswer of(ApiToken token, @Nullable String text) {
      return new TokenAnswer(
          token.id().toString(),
          token.name(),
          token.scopes().stream().sorted().map(TokensController::word).toList(),
          token.life().createdAt().truncatedTo(ChronoUnit.SECONDS),
          token.life().expiresAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
          token.life().lastUsedAt().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).orElse(null),
          text);
    }
  }

  /** Newest first. */
  @Serdeable
  @Schema(name = "Tokens")
  record TokensAnswer(List<TokenAnswer> tokens) {}

  @Post
  @Operation(operationId = "createToken", summary = "Make an API token; it is shown this once")
  @ApiResponse(responseCode = "201", description = "Made.", useReturnTypeSchema = true)
  HttpResponse<TokenAnswer> create(
      @Body NewTokenBody body, @Parameter(hidden = true) Caller caller) {
    ApiTokens.Made made =
        tokens.create(
            caller,
            new ApiTokens.Wish(
                body.name == null ? "" : body.name,
                scopes(body.scopes),
                Optional.ofNullable(body.days)));
    return HttpResponse.created(TokenAnswer.of(made.token(), made.text().reveal()));
  }

  @Get
  @Operation(operationId = "tokens", summary = "Your API tokens, newest first")
  TokensAnswer list(@Parameter(hidden = true) Caller caller) {
    return new TokensAnswer(
        tokens.of(caller).stream().map(token -> TokenAnswer.of(token, null)).toList());
  }

  @Delete("/{id}")
  @Operation(operationId = "revokeToken", summary = "Revoke an API token")
  MessageAnswer revoke(String id, @Parameter(hidden = true) Caller caller) {
    tokens.revoke(
        caller,
        Ids.parse(id).orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Token not found")));
    return new MessageAnswer("Token revoked");
  }

  private static Set<Scope> scopes(@Nullable List<String> words) {
    return words == null
        ? Set.of()
        : words.stream().map(TokensController::scope).collect(Collectors.toSet());
  }

  private static Scope scope(String text) {
    return Stream.of(Scope.values())
        .filter(scope -> word(scope).equals(text))
        .findFirst()
        .orElseThrow(() -> Refusal.invalid("scopes", "must be some of read, deploy, admin"));
  }

  private static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
