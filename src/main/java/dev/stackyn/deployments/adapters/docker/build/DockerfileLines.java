package dev.stackyn.deployments.adapters.docker.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a Dockerfile: comments left out, continued lines joined, the texts of
 * heredocs passed over so that nothing in them is taken for an instruction.
 */
final class DockerfileLines {
  private static final Pattern DIRECTIVE =
      Pattern.compile("^#\\s*([A-Za-z][A-Za-z0-9_]*)\\s*=\\s*(.+?)\\s*$");
  private static final Pattern HEREDOC =
      Pattern.compile("(?<!\\S)\\d*<<(-?)([\"']?)(\\w[\\w.]*)\\2");
  private static final Pattern INSTRUCTION = Pattern.compile("^\\s*([A-Za-z]+)\\s+(.*)$");

  private final String[] lines;
  private @Nullable String syntax;
  private char escape = '\\';
  private int at;

  /** The name in capitals; the rest in one line. */
  record Instruction(String name, String rest, boolean hasHeredoc) {}

  /** A text that ends with a line of its own, which may be indented. */
  private record End(String word, boolean indented) {}

  DockerfileLines(String text) {
    this.lines = text.replaceFirst("^\uFEFF", "").split("\r?\n", -1);
    directives();
  }

  Optional<String> syntax() {
    return Optional.ofNullable(syntax);
  }

  /** They stand at the very top, before any other comment. */
  private void directives() {
    if (lines[0].startsWith("#!")) {
      at++;
    }
    while (at < lines.length) {
      Matcher directive = DIRECTIVE.matcher(lines[at]);
      if (!directive.matches()) {
        return;
      }
      switch (directive.group(1).toLowerCase(Locale.ROOT)) {
        case "syntax" -> syntax = directive.group(2).split("\\s+", 2)[0];
        case "escape" -> escape = directive.group(2).charAt(0);
        case "check" -> {
          // Which warnings are wanted.
        }
        default -> {
          return;
        }
      }
      at++;
    }
  }

  List<Instruction> instructions() {
    List<Instruction> instructions = new ArrayList<>();
    while (at < lines.length) {
      Matcher found = INSTRUCTION.matcher(logical());
      if (found.matches()) {
        String name = found.group(1).toUpperCase(Locale.ROOT);
        List<End> ends = ends(name, found.group(2));
        ends.forEach(this::pass);
        instructions.add(new Instruction(name, found.group(2).strip(), !ends.isEmpty()));
      }
    }
    return instructions;
  }

  /** Comments and empty lines within a continued line are as if they were not there. */
  private String logical() {
    StringBuilder whole = new StringBuilder();
    boolean continued = true;
    while (continued && at < lines.length) {
      String line = lines[at++];
      if (isComment(line) || (line.isBlank() && !whole.isEmpty())) {
        continue;
      }
      String end = line.stripTrailing();
      continued = end.endsWith(String.valueOf(escape));
      whole.append(continued ? end.substring(0, end.length() - 1) : line);
    }
    return whole.toString();
  }

  private static boolean isComment(String line) {
    return line.stripLeading().startsWith("#");
  }

  private static List<End> ends(String name, String rest) {
    List<End> ends = new ArrayList<>();
    if (!name.equals("RUN") && !name.equals("COPY") && !name.equals("ADD")) {
      return ends;
    }
    Matcher heredoc = HEREDOC.matcher(rest);
    while (heredoc.find()) {
      ends.add(new End(heredoc.group(3), !heredoc.group(1).isEmpty()));
    }
    return ends;
  }

  /** A text without its end is none: then what looked like one was the shell's. */
  private void pass(End end) {
    for (int line = at; line < lines.length; line++) {
      String text = end.indented() ? lines[line].replaceFirst("^\t+", "") : lines[line];
      if (text.equals(end.word())) {
        at = line + 1;
        return;
      }
    }
  }
}
