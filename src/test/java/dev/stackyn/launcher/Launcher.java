package dev.stackyn.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The real script with an environment of its own, in a working folder without a .env file. */
final class Launcher {
  static final Path ROOT = Path.of("").toAbsolutePath();
  private static final int BOUND_SECONDS = 300;

  private final Path folder;
  private final String prelude;
  private final Map<String, String> environment;

  private Launcher(Path folder, String prelude, Map<String, String> environment) {
    this.folder = folder;
    this.prelude = prelude;
    this.environment = environment;
  }

  /** What a run printed and how it ended. */
  record Ran(int exit, String out, String err) {}

  static Launcher in(Path folder) throws IOException {
    markAsBuilt();
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    environment.put("HOME", folder.toString());
    environment.put("STACKYN_HOME", folder.resolve("home").toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("PORT", "0");
    environment.put("STACKYN_ROUTER_PORT", "0");
    environment.put("STACKYN_AOT", "off");
    String docker = System.getenv("DOCKER_HOST");
    if (docker != null) {
      environment.put("DOCKER_HOST", docker);
    }
    return new Launcher(folder, "", environment);
  }

  Launcher with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Launcher(folder, prelude, more);
  }

  Launcher without(String name) {
    Map<String, String> fewer = new TreeMap<>(environment);
    fewer.remove(name);
    return new Launcher(folder, prelude, fewer);
  }

  /** Runs bash after the script is read and before its verb, to replace what a machine has. */
  Launcher after(String bash) {
    return new Launcher(folder, prelude + bash + "\n", environment);
  }

  Launcher pathFirst(Path directory) {
    return with("PATH", directory + ":" + environment.get("PATH"));
  }

  Path home() {
    return Path.of(environment.getOrDefault("STACKYN_HOME", folder + "/.stackyn"));
  }

  Ran run(String... arguments) throws IOException, InterruptedException {
    try (Running running = start(arguments)) {
      return running.end();
    }
  }

  /** Runs bash in place of a verb. */
  Ran evaluate(String bash) throws IOException, InterruptedException {
    return after("resolve_home\n" + bash + "\nexit").run("help");
  }

  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (prelude.isEmpty()) {
      command.add(ROOT.resolve("stackyn").toString());
    } else {
      String script = ". \"$1\"\n" + prelude + "main \"${@:2}\"";
      command.addAll(List.of("bash", "-c", script, "test", ROOT.resolve("stackyn").toString()));
    }
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "run", ".out");
    Path err = Files.createTempFile(folder, "run", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  /** A run that may not have ended yet; closing ends it. */
  record Running(Process process, Path out, Path err) implements AutoCloseable {

    Ran end() throws InterruptedException {
      if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the launcher does not end:\n" + read(out) + read(err));
      }
      return new Ran(process.exitValue(), read(out), read(err));
    }

    /** Waits until standard error has this text. */
    void awaitNews(String text) throws InterruptedException {
      for (int i = 0; i < BOUND_SECONDS * 10 && process.isAlive(); i++) {
        if (read(err).contains(text)) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      throw new AssertionError("never said: " + text + "\n" + read(out) + read(err));
    }

    @Override
    public void close() {
      process.destroy();
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The build that runs this test is not over: another one would pull the ground from under it. */
  private static void markAsBuilt() throws IOException {
    Path stamp = ROOT.resolve("target/built.stamp");
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
  }
}
