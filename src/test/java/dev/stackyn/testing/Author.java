package dev.stackyn.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody with a working copy and the real git program, and nothing of this machine's settings.
 */
public final class Author {
  private final Path folder;

  private Author(Path folder) {
    this.folder = folder;
  }

  public static Author in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Author author = new Author(folder);
    author.git("init", "-q", "-b", "main");
    return author;
  }

  public Path folder() {
    return folder;
  }

  public Author write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** The new commit's id. */
  public String commit(String message) throws IOException {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", message);
    return git("rev-parse", "HEAD");
  }

  /** What it printed, without the last line's end. */
  public String git(String... arguments) throws IOException {
    return git(folder, new byte[0], arguments);
  }

  /** An object of any content, well formed or not. */
  public String object(String type, byte[] content) throws IOException {
    return git(folder, content, "hash-object", "-t", type, "-w", "--stdin", "--literally");
  }

  public static String git(Path folder, byte[] input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process = builder(folder, command).redirectErrorStream(true).start();
    process.getOutputStream().write(input);
    process.getOutputStream().close();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + text);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return text;
  }

  public static ProcessBuilder builder(Path folder, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("HOME", "/nonexistent");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_AUTHOR_NAME", "Ada Lovelace");
    environment.put("GIT_AUTHOR_EMAIL", "ada@example.com");
    environment.put("GIT_AUTHOR_DATE", "2026-03-04T05:06:07Z");
    environment.put("GIT_COMMITTER_NAME", "Ada Lovelace");
    environment.put("GIT_COMMITTER_EMAIL", "ada@example.com");
    environment.put("GIT_COMMITTER_DATE", "2026-03-04T05:06:08Z");
    environment.put("GIT_CONFIG_COUNT", "2");
    environment.put("GIT_CONFIG_KEY_0", "protocol.file.allow");
    environment.put("GIT_CONFIG_VALUE_0", "always");
    environment.put("GIT_CONFIG_KEY_1", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_1", "*");
    return builder;
  }
}
