package dev.stackyn.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** A real image registry on this machine that wants a login. */
public final class TestRegistry implements AutoCloseable {
  public static final String USER = "ci";
  public static final String PASSWORD = "open sesame";

  private final Process process;
  private final int port;

  private TestRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  public static TestRegistry start(Path folder) throws IOException {
    int port = freePort();
    byte[] salt = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);
    String hash = OpenBSDBCrypt.generate("2y", PASSWORD.toCharArray(), salt, 4);
    Path users = Files.writeString(folder.resolve("users"), USER + ":" + hash + "\n");
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            """
            version: 0.1
            storage:
              filesystem:
                rootdirectory: %s
            http:
              addr: 127.0.0.1:%d
            auth:
              htpasswd:
                realm: test
                path: %s
            """
                .formatted(folder.resolve("data"), port, users));
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    TestRegistry registry = new TestRegistry(process, port);
    Eventually.that("the registry listens", registry::listens);
    return registry;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** As an image's name begins with it. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
