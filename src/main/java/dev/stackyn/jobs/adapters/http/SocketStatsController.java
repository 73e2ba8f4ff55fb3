package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.kernel.Access;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;

/** How many dashboards are connected to this platform. */
@Access(Access.Rule.ADMIN)
@Controller("/ws")
@Tag(name = "Jobs")
class SocketStatsController {
  private final Dashboards dashboards;
  private final Clock clock;

  SocketStatsController(Dashboards dashboards, Clock clock) {
    this.dashboards = dashboards;
    this.clock = clock;
  }

  /** Of this one platform; others on the same database have their own. */
  @Serdeable
  @Schema(name = "SocketStats")
  record StatsAnswer(
      boolean success,
      @Schema(name = "connected_clients", example = "2") @JsonProperty("connected_clients")
          int connectedClients,
      Instant timestamp) {}

  @Get("/stats")
  @Operation(operationId = "socketStats", summary = "How many dashboards are connected here")
  StatsAnswer stats() {
    return new StatsAnswer(true, dashboards.connected(), clock.instant());
  }
}
