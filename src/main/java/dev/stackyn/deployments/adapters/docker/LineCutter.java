package dev.stackyn.deployments.adapters.docker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts what a program prints into lines a log can hold. It comes in pieces that may end within a
 * character; a line ends where the program says so, or where it is longer than anybody reads.
 */
public final class LineCutter {
  /** More than is ever shown: what is cut away must not be the end of a secret that is shown. */
  private static final int LONGEST = 16 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean tooLong;

  public LineCutter(Consumer<String> lines) {
    this.lines = lines;
  }

  public void add(ByteBuffer text) {
    while (text.hasRemaining()) {
      byte next = text.get();
      if (next == '\n') {
        end();
      } else if (line.size() < LONGEST) {
        line.write(next);
      } else {
        tooLong = true;
      }
    }
  }

  /** What has no line end yet is a line as well. */
  public void finish() {
    if (line.size() > 0) {
      end();
    }
  }

  private void end() {
    String clean = CleanText.line(line.toString(StandardCharsets.UTF_8));
    lines.accept(tooLong ? clean + " […]" : clean);
    line.reset();
    tooLong = false;
  }
}
