package dev.stackyn.deployments.adapters.docker;

import java.io.IOException;
import java.net.Socket;

/** Connections for tests that play the engine. */
public final class EngineSockets {
  private EngineSockets() {}

  public static EngineSocket of(Socket socket) throws IOException {
    return new EngineSocket(socket.getInputStream(), socket.getOutputStream(), socket);
  }
}
