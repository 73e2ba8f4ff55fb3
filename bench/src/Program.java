import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Java program that is measured. All of them are started in the same way: the product's JVM
 * options, and an ahead-of-time cache from a training run of their own.
 */
record Program(String name, Path jar, List<String> call) {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path JVM_OPTIONS = Path.of("jvm.options");

  static Program stackyn() throws IOException {
    try (Stream<Path> built = Files.list(Path.of("target"))) {
      Path jar =
          built
              .filter(file -> file.getFileName().toString().matches("stackyn-[\\d.]+\\.jar"))
              .findFirst()
              .orElseThrow();
      return new Program("stackyn", jar, List.of("dev.stackyn.Application", "serve"));
    }
  }

  /** A bare Micronaut with one controller: what the same framework does with nothing around it. */
  static Program hello() throws IOException, InterruptedException {
    Path folder = Path.of("bench", "hello");
    Path jar = folder.resolve("target").resolve("hello-1.jar");
    if (!Files.exists(jar) || isOlder(jar, folder.resolve("pom.xml"))) {
      ProcessBuilder build =
          new ProcessBuilder(
                  "mvn", "-q", "-B", "-f", folder.resolve("pom.xml").toString(), "package")
              .inheritIO();
      build.environment().put("MAVEN_OPTS", "--sun-misc-unsafe-memory-access=allow");
      if (build.start().waitFor() != 0) {
        throw new IOException("bench/hello cannot be built");
      }
    }
    return new Program("hello", jar, List.of("hello.Application"));
  }

  /** Starts it with its cache, which has to be there. */
  Server start(Map<String, String> environment, Path log) throws IOException {
    return start(
        List.of("-XX:AOTCache=" + cache(), "-XX:AOTMode=auto", "-Xlog:aot=off", "-Xlog:cds=off"),
        environment,
        log);
  }

  /**
   * Makes the cache unless it fits already. The JVM compares the jar by its time and size, and the
   * options by what they say; so does this.
   */
  void train(Map<String, String> environment, List<String> paths, Path log)
      throws IOException, InterruptedException {
    Path stamp = cache().resolveSibling(name + ".aot.stamp");
    if (Files.exists(cache()) && Files.exists(stamp) && Files.readString(stamp).equals(state())) {
      return;
    }
    System.out.println("training the ahead-of-time cache of " + name + " …");
    Files.createDirectories(cache().getParent());
    Files.deleteIfExists(cache());
    try (Server server = start(List.of("-XX:AOTCacheOutput=" + cache()), environment, log)) {
      server.await(paths.getFirst());
      for (int round = 0; round < 20; round++) {
        for (String path : paths) {
          server.get(path);
        }
        askRouter(server, environment);
      }
    }
    if (!Files.exists(cache())) {
      throw new IOException("the training run of " + name + " left no cache; see " + log);
    }
    Files.writeString(stamp, state());
  }

  /** The first answer of an app after a restart takes the way that this does. */
  private static void askRouter(Server server, Map<String, String> environment) throws IOException {
    Path note = Path.of(environment.getOrDefault("STACKYN_HOME", ""), "run", "platform");
    if (Files.exists(note)) {
      for (String line : Files.readAllLines(note)) {
        if (line.startsWith("router=")) {
          int port = Integer.parseInt(line.substring("router=".length()));
          server.at(port).get("/health/live", "api.localhost");
        }
      }
    }
  }

  Path cache() {
    return Path.of("bench", "target", name + ".aot").toAbsolutePath();
  }

  private Server start(List<String> options, Map<String, String> environment, Path log)
      throws IOException {
    int port = Server.freePort();
    List<String> command = new ArrayList<>(List.of(JAVA.toString(), "@" + JVM_OPTIONS));
    command.addAll(options);
    command.addAll(List.of("-cp", jar.toString()));
    command.addAll(call);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("STACKYN_ROUTER_PORT", "0");
    builder.environment().putAll(environment);
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    long begin = System.nanoTime();
    return new Server(builder.start(), port, begin, log);
  }

  private String state() throws IOException {
    return String.join(
        "\n",
        Files.getLastModifiedTime(jar) + " " + Files.size(jar),
        Files.readString(JVM_OPTIONS),
        JAVA + " " + Runtime.version());
  }

  private static boolean isOlder(Path built, Path source) throws IOException {
    return Files.getLastModifiedTime(built).compareTo(Files.getLastModifiedTime(source)) < 0;
  }
}
