package dev.stackyn.routing.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that listens on a port of this machine, until it is closed. */
public record Daemon(Process process, int port) implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  public static Daemon start(String program, List<String> arguments, Path folder, int port)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(program);
    builder.command().addAll(arguments);
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    try {
      await(process, port);
    } catch (IOException e) {
      process.destroy();
      throw new IOException(program + ": " + Files.readString(folder.resolve("log")), e);
    }
    return new Daemon(process, port);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Returns when the process takes connections. */
  private static void await(Process process, int port) throws IOException, InterruptedException {
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
