package dev.stackyn.apps.adapters.http;

import dev.stackyn.apps.adapters.http.RoutingAnswer.RateAnswer;
import io.micronaut.core.annotation.Nullable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** What is to be different about how an app is reached, for the description of the API. */
@Schema(
    name = "ChangeAppRouting",
    description = "What is left out stays as it is; null takes away, or goes back to the default.")
record RoutingBody(
    @Schema(name = "https_redirect") @Nullable Boolean httpsRedirect,
    @Schema(name = "www_redirect", description = "none, to_www or to_apex.", example = "to_apex")
        @Nullable
        String wwwRedirect,
    @Schema(name = "basic_auth") @Nullable LoginBody basicAuth,
    @Schema(
            name = "allowed_addresses",
            description = "At most 100 addresses or ranges.",
            example = "[\"198.51.100.0/24\"]")
        @Nullable
        List<String> allowedAddresses,
    @Nullable Boolean maintenance,
    @Schema(
            name = "maintenance_message",
            description = "At most 500 characters.",
            example = "Back at noon.")
        @Nullable
        String maintenanceMessage,
    @Schema(name = "rate_limit") @Nullable RateAnswer rateLimit,
    @Schema(
            name = "response_headers",
            description =
                "At most 30. Not those that say where a message ends or what becomes of its"
                    + " connection, and no cookies.",
            example = "{\"X-Frame-Options\": \"DENY\"}")
        @Nullable
        Map<String, String> responseHeaders,
    @Schema(name = "body_limit_kb", example = "10240") @Nullable Long bodyLimitKb) {

  /** Who is asked for which password. */
  @Schema(name = "ChangeAppLogin")
  record LoginBody(
      @Schema(description = "1 to 64 characters without a colon.", example = "ada") String user,
      @Schema(
              description = "8 to 256 characters; left out, the one that is there stays.",
              example = "correct horse battery")
          @Nullable
          String password) {}
}
