package dev.stackyn.identity.adapters.security;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.kernel.Access;
import io.micronaut.websocket.WebSocketSession;
import io.micronaut.websocket.annotation.OnMessage;
import io.micronaut.websocket.annotation.OnOpen;
import io.micronaut.websocket.annotation.ServerWebSocket;
import java.util.concurrent.CompletableFuture;

/** A WebSocket that only tests have: tells who opened it. */
@Access(Access.Rule.USER)
@ServerWebSocket("/probe/socket")
class ProbeSocket {
  @OnOpen
  void open(Caller caller, WebSocketSession session) {
    session.put("email", caller.email().value());
  }

  @OnMessage
  CompletableFuture<String> answer(String message, WebSocketSession session) {
    return session.sendAsync(message + " " + session.get("email", String.class).orElse("nobody"));
  }

  /** One for administrators. */
  @Access(Access.Rule.ADMIN)
  @ServerWebSocket("/probe/admin-socket")
  static class ForAdmins {
    @OnMessage
    CompletableFuture<String> answer(String message, WebSocketSession session) {
      return session.sendAsync(message);
    }
  }
}
