package dev.stackyn.deployments.adapters.detection;

import java.util.List;
import java.util.regex.Pattern;

/** Lines that people would type, as words that a container can be started with. */
final class Commands {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_./:@%+,-]+( +[A-Za-z0-9_./:@%+,=-]+)*");
  private static final Pattern WORDS = Pattern.compile(" +");

  private Commands() {}

  /**
   * What needs no shell is run without one: a shell in between does not hand signals on. What
   * begins by setting a variable does need one.
   */
  static List<String> of(String line) {
    String plain = line.strip();
    return needsShell(plain) ? List.of("/bin/sh", "-c", plain) : List.of(WORDS.split(plain));
  }

  static boolean needsShell(String line) {
    return !PLAIN.matcher(line).matches();
  }

  /** A single command for a shell that ends where the command begins: it becomes the process. */
  static List<String> replacingTheShell(String line) {
    return List.of("/bin/sh", "-c", "exec " + line);
  }
}
