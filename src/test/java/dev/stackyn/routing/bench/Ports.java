package dev.stackyn.routing.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Ports of this machine that programs of a bench listen on. */
final class Ports {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private Ports() {}

  static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns when the process takes connections. */
  static void await(Process process, int port) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!isOpen(port)) {
      if (!process.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
        throw new IOException("nobody listens on port " + port);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
