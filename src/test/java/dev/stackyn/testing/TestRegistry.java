package dev.stackyn.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** A real image registry on this machine that wants a login. */
public final class TestRegistry implements AutoCloseable {
  public static final String USER = "ci";
  public static final String PASSWORD = "open sesame";

  private final Process process;
  private final int port;
  private final Optional<TestTokens> tokens;

  private TestRegistry(Process process, int port, Optional<TestTokens> tokens) {
    this.process = process;
    this.port = port;
    this.tokens = tokens;
  }

  /** Name and password come with every request. */
  public static TestRegistry start(Path folder) throws IOException {
    byte[] salt = "sixteen bytes ok".getBytes(StandardCharsets.US_ASCII);
    String hash = OpenBSDBCrypt.generate("2y", PASSWORD.toCharArray(), salt, 4);
    Path users = Files.writeString(folder.resolve("users"), USER + ":" + hash + "\n");
    return start(
        folder,
        """
        htpasswd:
            realm: test
            path: %s
        """
            .formatted(users),
        Optional.empty());
  }

  /** Name and password are exchanged for a token first, as at the large public ones. */
  public static TestRegistry startWithTokens(Path folder) throws IOException {
    TestTokens tokens = TestTokens.start(folder, USER, PASSWORD);
    return start(
        folder,
        """
        token:
            realm: %s
            service: %s
            issuer: %s
            rootcertbundle: %s
        """
            .formatted(
                tokens.realm(),
                TestTokens.SERVICE,
                TestTokens.ISSUER,
                tokens.writeCertificate(folder.resolve("tokens.pem"))),
        Optional.of(tokens));
  }

  private static TestRegistry start(Path folder, String auth, Optional<TestTokens> tokens)
      throws IOException {
    int port = freePort();
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
              %s
            """
                .formatted(folder.resolve("data"), port, auth));
    Process process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    TestRegistry registry = new TestRegistry(process, port, tokens);
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
    tokens.ifPresent(TestTokens::close);
  }
}
