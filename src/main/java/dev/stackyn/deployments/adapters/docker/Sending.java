package dev.stackyn.deployments.adapters.docker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way: the engine answers while it is being sent, so one thread writes and
 * another reads.
 */
final class Sending {
  private final EngineSocket socket;
  private final Thread writer;
  private volatile @Nullable RuntimeException problem;

  Sending(EngineSocket socket, EngineRequest.Body body) {
    this.socket = socket;
    this.writer = Thread.ofVirtual().name("docker-body").unstarted(() -> send(body));
  }

  void start() {
    writer.start();
  }

  private void send(EngineRequest.Body body) {
    ChunkedOutput out = new ChunkedOutput(socket.out());
    try {
      body.writeTo(out);
      // Not when it failed: the engine would take the half for the whole.
      out.end();
    } catch (IOException e) {
      // The engine has stopped listening; its answer, or the lack of one, says why.
    } catch (RuntimeException e) {
      problem = e;
      socket.close();
    }
  }

  /** When the body could not be made, that is the reason, and not the connection that broke. */
  void check() {
    socket.close();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    RuntimeException cause = problem;
    if (cause != null) {
      throw cause;
    }
  }
}
