package dev.stackyn.deployments.adapters.docker.build;

import dev.stackyn.deployments.adapters.docker.CleanText;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The log of one build, which ends before it fills a disk. What tells why a build failed is told
 * even when the log is full.
 */
final class BuildLog {
  private static final int LONGEST_TEXT = 4 * 1024;
  private static final int IMPORTANT_LINES = 20;

  private final Consumer<String> lines;
  private final long limit;
  private long told;
  private boolean full;

  BuildLog(Consumer<String> lines, long limit) {
    this.lines = lines;
    this.limit = limit;
  }

  void line(String text) {
    if (full) {
      return;
    }
    told += text.getBytes(StandardCharsets.UTF_8).length + 1L;
    if (told > limit) {
      full = true;
      lines.accept(
          "[the log is longer than %s: what follows is left out]".formatted(Bytes.text(limit)));
    } else {
      lines.accept(text);
    }
  }

  /** For the few lines that must not be missing; the text may have several. */
  void important(String text) {
    text.lines().limit(IMPORTANT_LINES).map(CleanText::line).forEach(lines);
  }

  /**
   * For names and reasons. It is cut between words: of a secret, half is not recognized by those
   * who take them out.
   */
  static String shortened(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int space = text.lastIndexOf(' ', LONGEST_TEXT);
    return text.substring(0, space > 0 ? space : LONGEST_TEXT) + " […]";
  }
}
