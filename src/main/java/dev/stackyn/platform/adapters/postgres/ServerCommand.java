package dev.stackyn.platform.adapters.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. They refuse to run as root; there, they run in a user namespace
 * without a mapping, where they are nobody to themselves while their files stay root's, so that no
 * second user and no other folder is needed.
 */
final class ServerCommand {
  private static final int PATIENCE_SECONDS = 120;
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private ServerCommand() {}

  /** Runs to the end; what the program said becomes the exception's text when it fails. */
  static void run(Path folder, List<String> command) throws IOException, InterruptedException {
    feed(folder, command, "");
  }

  static void feed(Path folder, List<String> command, String input)
      throws IOException, InterruptedException {
    Process process = builder(folder, command).start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name(command) + " did not end within " + PATIENCE_SECONDS + " s");
    }
    if (process.exitValue() != 0) {
      throw new IOException(name(command) + " failed: " + said.strip() + hint(said));
    }
  }

  /**
   * Starts a program in a session of its own: a Ctrl-C at the platform's terminal is not for the
   * database.
   */
  static Process launch(Path folder, List<String> command, Path output) throws IOException {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(asNobody(command));
    Process process =
        new ProcessBuilder(detached)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  private static ProcessBuilder builder(Path folder, List<String> command) {
    return new ProcessBuilder(asNobody(command))
        .directory(folder.toFile())
        .redirectErrorStream(true);
  }

  private static List<String> asNobody(List<String> command) {
    if (!ROOT) {
      return command;
    }
    List<String> wrapped = new ArrayList<>(List.of("unshare", "--user", "--"));
    wrapped.addAll(command);
    return wrapped;
  }

  private static String hint(String said) {
    return ROOT && said.contains("unshare")
        ? " (this system allows root no user namespaces: run Stackyn as another user, or set DATABASE_URL)"
        : "";
  }

  private static String name(List<String> command) {
    return Path.of(command.getFirst()).getFileName().toString();
  }
}
