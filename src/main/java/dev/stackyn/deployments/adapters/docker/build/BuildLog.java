package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.CleanText;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The log of one build, which ends before it fills a disk, and says no secret even if a step prints
 * it. What tells why a build failed is told even when the log is full.
 */
final class BuildLog {
  private static final int LONGEST_LINE = 4 * 1024;
  private static final int IMPORTANT_LINES = 20;

  /** What is shorter would blacken ordinary words, and hides nothing from a guess. */
  private static final int SHORTEST_SECRET = 6;

  private final Consumer<String> lines;
  private final long limit;
  private final List<String> secrets;
  private long told;
  private boolean full;

  BuildLog(Consumer<String> lines, long limit, List<String> secrets) {
    this.lines = lines;
    this.limit = limit;
    // The longest first: one may be part of another.
    this.secrets =
        secrets.stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(line -> line.length() >= SHORTEST_SECRET)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  void line(String text) {
    if (full) {
      return;
    }
    String shown = shown(text);
    told += shown.getBytes(StandardCharsets.UTF_8).length + 1L;
    if (told > limit) {
      full = true;
      lines.accept(
          "[the log is longer than %s: what follows is left out]".formatted(Bytes.text(limit)));
    } else {
      lines.accept(shown);
    }
  }

  /** For the few lines that must not be missing; the text may have several. */
  void important(String text) {
    text.lines().limit(IMPORTANT_LINES).map(CleanText::line).map(this::shown).forEach(lines);
  }

  String shown(String text) {
    String shown = text;
    for (String secret : secrets) {
      shown = shown.replace(secret, "[secret]");
    }
    return shortened(shown);
  }

  static String shortened(String line) {
    return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " […]" : line;
  }
}
