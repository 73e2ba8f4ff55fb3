package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.Grant;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** What somebody gets who has signed in. */
@Serdeable
@Schema(name = "SignedIn")
record GrantAnswer(
    @Schema(
            description = "The access token, for the Authorization header: Bearer <token>.",
            example = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJzdGFja3luIn0.c2ln")
        String token,
    UserAnswer user,
    @Schema(
            name = "refresh_token",
            description = "Exchanged once, at /api/auth/refresh, for new tokens.",
            example = "kXJ5bGqT1yV0m3pZ8wQc7nE2rS6uA9dFhLiOoPtYvBk")
        @JsonProperty("refresh_token")
        String refreshToken,
    @Schema(
            name = "expires_in",
            description = "For how many seconds the access token is good.",
            example = "86400")
        @JsonProperty("expires_in")
        long expiresIn) {

  static GrantAnswer of(Grant grant) {
    return new GrantAnswer(
        grant.accessToken().reveal(),
        UserAnswer.of(grant.user()),
        grant.refreshToken().reveal(),
        grant.expiresIn().toSeconds());
  }
}
