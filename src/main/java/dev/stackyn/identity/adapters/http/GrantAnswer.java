package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.Grant;
import dev.stackyn.identity.domain.Passes;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** What somebody gets who has signed in. */
@Serdeable
@Schema(name = "SignedIn")
record GrantAnswer(
    @Schema(
            description =
                "The access token, for the Authorization header: Bearer <token>. Empty when the"
                    + " session is in a cookie.",
            example = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJzdGFja3luIn0.c2ln")
        @JsonInclude
        String token,
    UserAnswer user,
    @Schema(
            name = "refresh_token",
            description =
                "Exchanged once, at /api/auth/refresh, for new tokens. Empty when the session is in a"
                    + " cookie.",
            example = "kXJ5bGqT1yV0m3pZ8wQc7nE2rS6uA9dFhLiOoPtYvBk")
        @JsonProperty("refresh_token")
        @JsonInclude
        String refreshToken,
    @Schema(
            name = "expires_in",
            description = "For how many seconds the access token, or the cookie, is good.",
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

  /** For a page whose browser keeps the session: what a script cannot read, it cannot give away. */
  static GrantAnswer kept(Grant grant) {
    return new GrantAnswer("", UserAnswer.of(grant.user()), "", Passes.COOKIE.toSeconds());
  }
}
