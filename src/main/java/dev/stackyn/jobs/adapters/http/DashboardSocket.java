package dev.stackyn.jobs.adapters.http;

import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Standing;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.JsonMapper;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnClose;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Where dashboards are told of jobs as they change. */
@Access(Access.Rule.USER)
@ServerWebSocket("/ws")
class DashboardSocket {
  private static final int LARGEST_MESSAGE = 4_096;
  private static final String VIEWER = "viewer";
  private static final Argument<Map<String, Object>> OBJECT =
      Argument.mapOf(String.class, Object.class);

  private final Dashboards dashboards;
  private final JsonMapper json;
  private final Clock clock;

  DashboardSocket(Dashboards dashboards, JsonMapper json, Clock clock) {
    this.dashboards = dashboards;
    this.json = json;
    this.clock = clock;
  }

  @OnOpen
  void open(
      HttpRequest<?> request, Requester requester, Standing standing, WebSocketSession session) {
    Line line = request.getAttribute(SocketFilter.LINE, Line.class).orElseThrow();
    Viewer viewer = new Viewer(line, requester, standing);
    session.put(VIEWER, viewer);
    dashboards.admit(viewer);
  }

  @OnMessage(maxPayloadLength = LARGEST_MESSAGE)
  void heard(String message, WebSocketSession session) {
    viewer(session)
        .ifPresent(viewer ->
            answer(message).ifPresent(answer -> viewer.line().send(dashboards.text(answer))));
  }

  @OnClose
  void closed(WebSocketSession session) {
    viewer(session).ifPresent(dashboards::forget);
  }

  /** Whatever else they say is ignored. */
  private Optional<SocketMessage> answer(String message) {
    try {
      Map<String, Object> said = json.readValue(message, OBJECT);
      return said != null && "ping".equals(said.get("type"))
          ? Optional.of(SocketMessage.Pong.at(clock.instant()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(SocketMessage.Misunderstood.MESSAGE);
    }
  }

  private static Optional<Viewer> viewer(WebSocketSession session) {
    return session.get(VIEWER, Viewer.class);
  }
}
