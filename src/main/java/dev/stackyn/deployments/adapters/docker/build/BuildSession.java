package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.EngineHttp;
import dev.stackyn.deployments.adapters.docker.EngineRequest;
import dev.stackyn.deployments.adapters.docker.EngineSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import java.io.IOException;

/**
 * A connection on which the engine calls us while it builds: HTTP/2, with us as the server. The
 * protocol is Netty's; its channel is one without a network, fed from the connection by one thread
 * that waits, because a session says a few dozen words and is not worth an event loop.
 *
 * <p>A session that breaks is no reason to end a build: one that does not need it goes on.
 */
final class BuildSession implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final String id;
  private final EngineSocket socket;
  private final SessionAnswers answers;

  private BuildSession(String id, EngineSocket socket, SessionAnswers answers) {
    this.id = id;
    this.socket = socket;
    this.answers = answers;
  }

  /** Refused by engines that have no such sessions. */
  static BuildSession open(EngineHttp engine, String id, SessionAnswers answers) {
    EngineRequest request =
        EngineRequest.post("/session")
            .header("Upgrade", "h2c")
            .header("X-Docker-Expose-Session-Uuid", id)
            .header("X-Docker-Expose-Session-Name", "stackyn")
            .header("X-Docker-Expose-Session-Sharedkey", id);
    SessionAnswers.METHODS.forEach(
        method -> request.header("X-Docker-Expose-Session-Grpc-Method", method));
    BuildSession session = new BuildSession(id, engine.upgrade(request), answers);
    Thread.ofVirtual().name("build-session").start(session::serve);
    return session;
  }

  String id() {
    return id;
  }

  private void serve() {
    try {
      serve(socket, answers);
    } catch (IOException e) {
      // The build is over, or will say itself what it misses.
    } finally {
      socket.close();
    }
  }

  /** Until the other side ends the connection. */
  static void serve(EngineSocket socket, SessionAnswers answers) throws IOException {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            Http2FrameCodecBuilder.forServer().validateHeaders(false).build(),
            new SessionCalls(answers));
    byte[] buffer = new byte[BUFFER];
    try {
      send(channel, socket);
      int got = socket.in().read(buffer);
      while (got >= 0 && channel.isOpen()) {
        channel.writeInbound(Unpooled.copiedBuffer(buffer, 0, got));
        send(channel, socket);
        got = socket.in().read(buffer);
      }
    } finally {
      channel.finishAndReleaseAll();
    }
  }

  private static void send(EmbeddedChannel channel, EngineSocket socket) throws IOException {
    ByteBuf out = channel.readOutbound();
    while (out != null) {
      try {
        out.readBytes(socket.out(), out.readableBytes());
      } finally {
        out.release();
      }
      out = channel.readOutbound();
    }
    socket.out().flush();
  }

  @Override
  public void close() {
    socket.close();
  }
}
