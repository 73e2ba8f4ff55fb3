package dev.stackyn.identity.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Passes;
import dev.stackyn.identity.domain.SessionId;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;

/** How a page that holds a token opens a WebSocket, which takes no header from a browser. */
@Access(value = Access.Rule.USER, signedIn = true)
@Controller("/api/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Sessions")
class WebSocketTicketController {
  private final Passes passes;

  WebSocketTicketController(Passes passes) {
    this.passes = passes;
  }

  /** Good for one WebSocket, soon. */
  @Serdeable
  @Schema(name = "WebSocketTicket")
  record TicketAnswer(
      @Schema(
              description = "For the address of one WebSocket: ?ticket=<ticket>.",
              example = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ3cyJ9.c2ln")
          String ticket,
      @Schema(name = "expires_in", description = "For how many seconds it is good.", example = "30")
          @JsonProperty("expires_in")
          long expiresIn) {}

  @Post("/ws-ticket")
  @Operation(operationId = "webSocketTicket", summary = "Get a ticket for one WebSocket")
  TicketAnswer ticket(@Parameter(hidden = true) Caller caller) {
    SessionId session =
        caller
            .session()
            .orElseThrow(() -> Refusal.of(ErrorCode.SCOPE_TOO_SMALL, "There is no session."));
    return new TicketAnswer(passes.ticket(session).reveal(), Passes.TICKET.toSeconds());
  }
}
