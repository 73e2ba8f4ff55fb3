import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with fresh homes, where a bench may leave nothing behind. */
record Workplace(Path folder) implements AutoCloseable {
  /** What a training run asks for: the first is what tells that it is up. */
  private static final List<String> TRAINING =
      List.of(
          "/health/ready", "/health/live", "/health", "/health/ping", "/", "/nothing", "/metrics");

  static Workplace open() throws IOException {
    return new Workplace(Files.createTempDirectory("stackyn-bench-"));
  }

  /** The product with its cache, and a home in which it has run before. */
  Path initialisedHome(Program stackyn) throws IOException, InterruptedException {
    return initialisedHome(stackyn, Map.of());
  }

  /** The same, with settings of its own from the first start on. */
  Path initialisedHome(Program stackyn, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve("home"));
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("STACKYN_HOME", home.toString());
    stackyn.train(environment, TRAINING, log("training"));
    try (Server server = stackyn.start(environment, log("first"))) {
      server.await("/health/ready");
      if (!server.uses(stackyn.cache())) {
        throw new IOException("the ahead-of-time cache does not fit: " + stackyn.cache());
      }
    }
    return home;
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
