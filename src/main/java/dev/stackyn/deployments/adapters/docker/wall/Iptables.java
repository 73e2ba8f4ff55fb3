package dev.stackyn.deployments.adapters.docker.wall;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The host's packet filter, by its own programs. No shell is between. */
final class Iptables {
  /** A service's path often lacks where these programs are. */
  private static final List<String> FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");

  private static final long SECONDS = 10;

  /** For the lock that all of its users share. */
  private static final String PATIENCE = "5";

  /** All rules of the table that filters, one per line. */
  List<String> rules() throws IOException {
    return run(List.of("iptables", "-w", PATIENCE, "-S"), "").lines().toList();
  }

  /** Does all of it or nothing. What is not mentioned stays. */
  void change(List<String> lines) throws IOException {
    restore(lines, List.of());
  }

  /** Fails as the change would, and does nothing of it. */
  void rehearse(List<String> lines) throws IOException {
    restore(lines, List.of("--test"));
  }

  private static void restore(List<String> lines, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("iptables-restore", "-w", PATIENCE, "--noflush"));
    command.addAll(options);
    run(command, "*filter\n" + String.join("\n", lines) + "\nCOMMIT\n");
  }

  private static String run(List<String> command, String input) throws IOException {
    Process process =
        new ProcessBuilder(
                Stream.concat(Stream.of(path(command.getFirst())), command.stream().skip(1))
                    .toList())
            .start();
    try {
      CompletableFuture<String> problem =
          CompletableFuture.supplyAsync(() -> text(process.errorReader()));
      try (OutputStream out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String printed = text(process.inputReader());
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command.getFirst() + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(command.getFirst() + ": " + problem.join().strip());
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
    }
  }

  private static String text(BufferedReader reader) {
    return reader.lines().collect(Collectors.joining("\n"));
  }

  private static String path(String program) throws IOException {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(() -> new IOException("this host has no " + program));
  }
}
