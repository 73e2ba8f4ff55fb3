import dev.stackyn.testing.Author;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one would write to deploy an app by hand: clone, build, run, wait for it, and take the one
 * before away.
 */
final class Script {
  private static final String LABEL = "stackyn.bench";

  private final Docker docker;
  private final Path folder;
  private final String url;
  private final String name;
  private final String buildKit;
  private int runs;

  Script(Docker docker, Path folder, String url, String name, boolean buildKit) {
    this.docker = docker;
    this.folder = folder;
    this.url = url;
    this.name = name;
    this.buildKit = buildKit ? "1" : "0";
    docker.willCarry(LABEL + "=" + name);
  }

  /** Until the first answer of the new one, and until the old one is gone. */
  record Times(double answered, double whole) {}

  Times deploy(Predicate<String> page) throws IOException, InterruptedException {
    int run = ++runs;
    String image = name + ":" + run;
    String label = LABEL + "=" + name;
    Path checkout = folder.resolve(name + "-" + run);
    int port = Server.freePort();
    long begin = System.nanoTime();
    Author.git(folder, new byte[0], "clone", "-q", url, checkout.toString());
    docker.run(
        Map.of("DOCKER_BUILDKIT", buildKit),
        "build",
        "--label",
        label,
        "-t",
        image,
        checkout.toString());
    docker.run(
        "run",
        "-d",
        "--name",
        name + "-" + run,
        "--label",
        label,
        "-p",
        "127.0.0.1:" + port + ":3000",
        image);
    new Visitor(port, "localhost").await(page);
    double answered = (System.nanoTime() - begin) / 1e6;
    if (run > 1) {
      docker.run("rm", "-f", name + "-" + (run - 1));
    }
    double whole = (System.nanoTime() - begin) / 1e6;
    delete(checkout);
    return new Times(answered, whole);
  }

  /** The last one too. */
  void end() throws IOException {
    docker.run("rm", "-f", name + "-" + runs);
  }

  private static void delete(Path checkout) throws IOException {
    try (Stream<Path> files = Files.walk(checkout)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.delete(file);
      }
    }
  }
}
