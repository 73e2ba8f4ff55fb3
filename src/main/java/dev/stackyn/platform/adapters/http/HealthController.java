package dev.stackyn.platform.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.platform.domain.Health;
import dev.stackyn.platform.domain.Health.Check;
import dev.stackyn.platform.domain.Version;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether the platform is well: for people, load balancers and service managers. */
@Access(Access.Rule.PUBLIC)
@Controller("/health")
@Tag(name = "Health")
class HealthController {
  private final Health health;
  private final Clock clock;

  HealthController(Health health, Clock clock) {
    this.health = health;
    this.clock = clock;
  }

  /** Everything the platform needs, each with its state. */
  @Serdeable
  @Schema(name = "Health")
  record HealthAnswer(
      boolean success,
      @Schema(description = "healthy or unhealthy", example = "healthy") String status,
      boolean ready,
      @Schema(example = "0.1.0") String version,
      Instant timestamp,
      @Schema(
              description =
                  "Each service with the word for a working one, or what is wrong with it.",
              example =
                  "{\"api\": \"operational\", \"database\": \"connected\", \"docker\": \"connected\"}")
          Map<String, String> services,
      @Schema(
              description = "What is wrong; only with 503.",
              example = "database: not reachable (connection refused or lost)")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable
          String error,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ErrorCode code,
      @Schema(name = "request_id", example = "5f1c2a9be07d4c3f8a6b1d2e3f405162")
          @JsonProperty("request_id")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable
          String requestId) {}

  /** The process runs. */
  @Serdeable
  @Schema(name = "Liveness")
  record LiveAnswer(boolean success, boolean alive) {
    static final LiveAnswer ALIVE = new LiveAnswer(true, true);
  }

  /** The answer to a ping. */
  @Serdeable
  @Schema(name = "Pong")
  record PingAnswer(boolean success, @Schema(example = "pong") String message, Time time) {

    /** The server's clock. */
    @Serdeable
    @Schema(name = "PongTime")
    record Time(
        @Schema(description = "Seconds since 1970.", example = "1795248000") long timestamp) {}
  }

  @Get
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(operationId = "health", summary = "The platform's health, service by service")
  @ApiResponse(responseCode = "200", description = "All is well.", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "503", description = "Something is not.", useReturnTypeSchema = true)
  HttpResponse<HealthAnswer> health(HttpRequest<?> request) {
    return answer(request);
  }

  @Get("/ready")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Operation(
      operationId = "ready",
      summary = "Whether the platform can serve: database, schema and Docker are there")
  @ApiResponse(responseCode = "200", description = "It can.", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "503",
      description = "It cannot, and why.",
      useReturnTypeSchema = true)
  HttpResponse<HealthAnswer> ready(HttpRequest<?> request) {
    return answer(request);
  }

  @Get("/live")
  @Operation(operationId = "live", summary = "Whether the process runs; looks at nothing else")
  @ApiResponse(responseCode = "200", description = "It does.", useReturnTypeSchema = true)
  LiveAnswer live() {
    return LiveAnswer.ALIVE;
  }

  @Get("/ping")
  @Operation(operationId = "ping", summary = "Answers pong, with the server's clock")
  @ApiResponse(responseCode = "200", description = "The clock.", useReturnTypeSchema = true)
  PingAnswer ping() {
    return new PingAnswer(true, "pong", new PingAnswer.Time(clock.instant().getEpochSecond()));
  }

  private HttpResponse<HealthAnswer> answer(HttpRequest<?> request) {
    List<Check> checks = health.checks();
    Map<String, String> services = new LinkedHashMap<>(Map.of("api", "operational"));
    for (Check check : checks) {
      services.put(
          check.name(), check.finding().isProblem() ? check.finding().text() : check.working());
    }
    String trouble =
        checks.stream()
            .filter(check -> check.finding().isProblem())
            .map(check -> check.name() + ": " + check.finding().text())
            .collect(Collectors.joining("; "));
    return trouble.isEmpty() ? well(services) : unwell(services, trouble, request);
  }

  private HttpResponse<HealthAnswer> well(Map<String, String> services) {
    return HttpResponse.ok(
        new HealthAnswer(
            true, "healthy", true, Version.current(), now(), services, null, null, null));
  }

  private HttpResponse<HealthAnswer> unwell(
      Map<String, String> services, String trouble, HttpRequest<?> request) {
    String id = request.getHeaders().get(Exchange.ID_HEADER, String.class, "unknown");
    return HttpResponse.<HealthAnswer>status(HttpStatus.SERVICE_UNAVAILABLE)
        .body(
            new HealthAnswer(
                false,
                "unhealthy",
                false,
                Version.current(),
                now(),
                services,
                trouble,
                ErrorCode.NOT_READY,
                id));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }
}
