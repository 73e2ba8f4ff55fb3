package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.apps.domain.RoutingChanges;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Rules;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How an app is reached. The password is told nobody. */
@Serdeable
@Schema(name = "AppRouting")
@JsonInclude(JsonInclude.Include.ALWAYS)
record RoutingAnswer(
    @Schema(
            name = "https_redirect",
            description = "Whether requests are led to https://, where TLS is served.")
        @JsonProperty("https_redirect")
        boolean httpsRedirect,
    @Schema(
            name = "www_redirect",
            description = "none, to_www or to_apex; only to names that the app has.",
            example = "to_apex")
        @JsonProperty("www_redirect")
        String wwwRedirect,
    @Schema(name = "basic_auth") @JsonProperty("basic_auth") @Nullable LoginAnswer basicAuth,
    @Schema(
            name = "allowed_addresses",
            description = "Who may ask; none: everybody.",
            example = "[\"198.51.100.0/24\"]")
        @JsonProperty("allowed_addresses")
        List<String> allowedAddresses,
    @Schema(description = "Whether the app's hosts say that it is being worked on.")
        boolean maintenance,
    @Schema(name = "maintenance_message", example = "Back at noon.")
        @JsonProperty("maintenance_message")
        @Nullable
        String maintenanceMessage,
    @Schema(name = "rate_limit") @JsonProperty("rate_limit") @Nullable RateAnswer rateLimit,
    @Schema(
            name = "response_headers",
            description = "What goes on every answer of the app, over what it says itself.",
            example = "{\"X-Frame-Options\": \"DENY\"}")
        @JsonProperty("response_headers")
        Map<String, String> responseHeaders,
    @Schema(
            name = "body_limit_kb",
            description = "How long the body of a request may be.",
            example = "10240")
        @JsonProperty("body_limit_kb")
        @Nullable
        Long bodyLimitKb) {
  private static final long KB = 1 << 10;

  /** Who is asked for a password. */
  @Serdeable
  @Schema(name = "AppLogin")
  record LoginAnswer(@Schema(example = "ada") String user) {}

  /** How many requests are let through, by each process with a router. */
  @Serdeable
  @Schema(name = "AppRateLimit")
  record RateAnswer(
      @Schema(name = "per_second", description = "1 to 100000.", example = "50")
          @JsonProperty("per_second")
          int perSecond,
      @Schema(
              description = "How many at once after a quiet time; left out, as many as per second.",
              example = "100")
          int burst,
      @Schema(name = "per_client", description = "Whether every address has that many for itself.")
          @JsonProperty("per_client")
          boolean perClient) {

    static RateAnswer of(RequestRate rate) {
      return new RateAnswer(rate.perSecond(), rate.burst(), rate.perClient());
    }
  }

  static RoutingAnswer of(Rules rules) {
    return new RoutingAnswer(
        rules.toHttps(),
        RoutingChanges.word(rules.www()),
        rules.login().map(login -> new LoginAnswer(login.user())).orElse(null),
        rules.addresses().stream().map(AddressRange::toString).toList(),
        rules.maintenance().on(),
        rules.maintenance().message().orElse(null),
        rules.rate().map(RateAnswer::of).orElse(null),
        headers(rules),
        rules.mostBody().isPresent() ? rules.mostBody().getAsLong() / KB : null);
  }

  private static Map<String, String> headers(Rules rules) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (HeaderLine line : rules.headers()) {
      headers.put(line.name(), line.value());
    }
    return headers;
  }
}
