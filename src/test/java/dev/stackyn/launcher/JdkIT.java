package dev.stackyn.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.stackyn.launcher.Launcher.Ran;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine whose java is 17: the JDK 25 is found, or fetched and checked. */
class JdkIT {
  @TempDir private Path folder;
  private final Map<String, byte[]> served = new ConcurrentHashMap<>();
  private HttpServer server;
  private Path installed;
  private Launcher launcher;

  @BeforeEach
  void makeAMachineWithAnOldJava() throws IOException {
    installed = Files.createDirectories(folder.resolve("usr/lib/jvm"));
    Path old = FakeJdk.make(installed.resolve("java-17"), "17.0.15");
    launcher =
        Launcher.in(folder)
            .without("JAVA_HOME")
            .pathFirst(old.resolve("bin"))
            .after("INSTALLED_JDKS=$HOME/usr/lib/jvm");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = served.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopTheServer() {
    server.stop(0);
  }

  @Test
  void picksTheJdk25AmongOthers() throws Exception {
    FakeJdk.make(installed.resolve("a-24"), "24.0.1");
    FakeJdk.make(installed.resolve("b-250"), "250.0.1");
    FakeJdk.make(installed.resolve("c-25"), "25.0.3");
    assertThat(launcher.run("version").out()).startsWith("I am c-25,").endsWith(" version\n");
  }

  @Test
  void passesOverAJavaHomeThatIs17() throws Exception {
    Path old = FakeJdk.make(folder.resolve("mine-17"), "17.0.15");
    FakeJdk.make(installed.resolve("theirs-25"), "25");
    assertThat(launcher.with("JAVA_HOME", old.toString()).run("version").out())
        .startsWith("I am theirs-25,");
  }

  @Test
  void prefersAJavaHomeThatIs25() throws Exception {
    Path mine = FakeJdk.make(folder.resolve("mine 25"), "25.0.1");
    FakeJdk.make(installed.resolve("theirs-25"), "25.0.3");
    assertThat(launcher.with("JAVA_HOME", mine.toString()).run("version").out())
        .startsWith("I am mine 25,");
  }

  @Test
  void takesTheJavaOfThePathWhenItIs25() throws Exception {
    Path onPath = FakeJdk.make(folder.resolve("path-25"), "25.0.1");
    FakeJdk.make(installed.resolve("theirs-25"), "25.0.3");
    assertThat(launcher.pathFirst(onPath.resolve("bin")).run("version").out())
        .startsWith("I am path-25,");
  }

  @ParameterizedTest
  @ValueSource(strings = {".sdkman/candidates/java/25.0.1-tem", ".jdks/25.0.1", "home/jdk"})
  void findsTheJdksOfOtherTools(String place) throws Exception {
    Path jdk = FakeJdk.make(folder.resolve(place), "25.0.1");
    assertThat(launcher.run("version").out()).startsWith("I am " + jdk.getFileName() + ",");
  }

  @Test
  void passesOverARuntimeThatCannotBuild() throws Exception {
    FakeJdk.runtime(installed.resolve("a-25"), "25.0.1");
    FakeJdk.make(installed.resolve("b-25"), "25.0.1");
    assertThat(launcher.run("version").out()).startsWith("I am b-25,");
  }

  @Test
  void downloadsAJdkWhereThereIsNone() throws Exception {
    String sum = serveAJdk("/jdk.tar.gz");
    serve("/jdk.tar.gz.sha256.txt", sum + "  jdk.tar.gz\n");
    Launcher told = launcher.with("STACKYN_JDK_URL", address("/jdk.tar.gz"));
    Ran first = told.run("migrate", "status");
    assertThat(first.out()).startsWith("I am jdk, asked: ").endsWith(" migrate status\n");
    assertThat(first.err()).contains("downloading one from " + address("/jdk.tar.gz"), sum);
    assertThat(told.home().resolve("tmp")).isEmptyDirectory();

    server.stop(0);
    Ran second = told.run("migrate", "status");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).isEmpty();
  }

  @Test
  void takesTheJdkFromAFile() throws Exception {
    String sum = serveAJdk("/jdk.tar.gz");
    Path there = Files.createDirectories(folder.resolve("a disk"));
    Files.write(there.resolve("jdk.tar.gz"), served.getOrDefault("/jdk.tar.gz", new byte[0]));
    Files.writeString(there.resolve("jdk.tar.gz.sha256.txt"), sum + "  jdk.tar.gz\n");
    Ran ran =
        launcher
            .with("STACKYN_JDK_URL", there.resolve("jdk.tar.gz").toUri().toString())
            .run("migrate", "status");
    assertThat(ran.out()).startsWith("I am jdk,");
  }

  @Test
  void asksTheVendorWhenItIsToldNothing() throws Exception {
    String sum = serveAJdk("/vendor/jdk.tar.gz");
    serve(
        "/assets",
        """
        [{"binary": {"installer": {"checksum": "%s", "link": "http://nowhere.invalid/jdk.msi"},
          "package": {
            "checksum": "%s",
            "checksum_link": "http://nowhere.invalid/sum",
            "link": "%s",
            "name": "jdk.tar.gz"
          }}, "release_name": "jdk-25"}]
        """
            .formatted("0".repeat(64), sum, address("/vendor/jdk.tar.gz")));
    Ran ran = launcher.after("VENDOR_API=" + address("/assets")).run("migrate", "status");
    assertThat(ran.out()).startsWith("I am jdk,");
    assertThat(ran.err()).contains(sum);
  }

  @Test
  void refusesAJdkWithAnotherChecksum() throws Exception {
    serveAJdk("/jdk.tar.gz");
    serve("/jdk.tar.gz.sha256.txt", "0".repeat(64) + "  jdk.tar.gz\n");
    Launcher told = launcher.with("STACKYN_JDK_URL", address("/jdk.tar.gz"));
    Ran ran = told.run("migrate", "status");
    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("does not have its published SHA-256");
    assertThat(told.home().resolve("jdk")).doesNotExist();
    assertThat(told.home().resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void refusesAnArchiveThatIsNoJdk25() throws Exception {
    Path jdk = FakeJdk.make(folder.resolve("packed/jdk-24"), "24.0.1");
    String sum = servePacked("/jdk.tar.gz", jdk);
    serve("/jdk.tar.gz.sha256.txt", sum + "  jdk.tar.gz\n");
    Launcher told = launcher.with("STACKYN_JDK_URL", address("/jdk.tar.gz"));
    Ran ran = told.run("migrate", "status");
    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.err()).contains("is not a JDK 25");
    assertThat(told.home().resolve("jdk")).doesNotExist();
  }

  @Test
  void saysWhenNothingIsThereToDownload() throws Exception {
    Ran ran = launcher.with("STACKYN_JDK_URL", address("/none.tar.gz")).run("migrate", "status");
    assertThat(ran.exit()).isEqualTo(69);
    assertThat(ran.err()).contains("cannot be read at " + address("/none.tar.gz.sha256.txt"));
  }

  @Test
  void refusesAnAddressItCannotFetch() throws Exception {
    Ran ran = launcher.with("STACKYN_JDK_URL", "-o/etc/passwd").run("migrate", "status");
    assertThat(ran.exit()).isEqualTo(78);
    assertThat(ran.err()).contains("STACKYN_JDK_URL must begin with");
  }

  private String serveAJdk(String path) throws Exception {
    return servePacked(path, FakeJdk.make(folder.resolve("packed/jdk-25.0.1+8"), "25.0.1"));
  }

  /** Returns the archive's checksum. */
  private String servePacked(String path, Path jdk) throws Exception {
    Path archive = folder.resolve("packed/archive.tar.gz");
    int exit =
        new ProcessBuilder(
                "tar",
                "-czf",
                archive.toString(),
                "-C",
                folder.resolve("packed").toString(),
                jdk.getFileName().toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
    served.put(path, Files.readAllBytes(archive));
    return sha256(Files.readAllBytes(archive));
  }

  private void serve(String path, String text) {
    served.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
