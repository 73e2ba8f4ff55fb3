package dev.stackyn.apps.domain;

import dev.stackyn.kernel.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the text of a {@code .env} file: comments, {@code export}, single and double quotes. A
 * value in quotes may go over several lines; in double ones {@code \n}, {@code \r}, {@code \t},
 * {@code \"}, {@code \\} and {@code \$} are understood. Nothing is replaced by other variables. The
 * first line that cannot be read refuses all of it, by its number and without its words: they may
 * be secret.
 */
final class DotEnvText {
  private static final String FIELD = "content";
  private static final String EXPORT = "export";

  private final String text;
  private int place;
  private int line = 1;

  private DotEnvText(String text) {
    this.text = text;
  }

  /** In the order of the text; of a key that is there twice, the last counts. */
  static Map<EnvKey, EnvValue> parse(String text) {
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new DotEnvText(unmarked.replace("\r\n", "\n").replace('\r', '\n')).all();
  }

  private Map<EnvKey, EnvValue> all() {
    Map<EnvKey, EnvValue> found = new LinkedHashMap<>();
    skipBlank();
    while (place < text.length()) {
      if (text.charAt(place) == '#') {
        restOfLine();
      } else {
        int begin = line;
        EnvKey key = key();
        found.put(key, value(begin));
      }
      skipBlank();
    }
    return found;
  }

  private EnvKey key() {
    int end = place;
    while (end < text.length() && text.charAt(end) != '=' && text.charAt(end) != '\n') {
      end++;
    }
    if (end == text.length() || text.charAt(end) == '\n') {
      throw refusal(line, "there is no = in it");
    }
    String name = text.substring(place, end).strip();
    if (name.startsWith(EXPORT)
        && name.length() > EXPORT.length()
        && Character.isWhitespace(name.charAt(EXPORT.length()))) {
      name = name.substring(EXPORT.length()).strip();
    }
    place = end + 1;
    return EnvKey.parse(name)
        .orElseThrow(() -> refusal(line, "what stands before the = cannot be a variable's name"));
  }

  private EnvValue value(int begin) {
    skipSpaces();
    char first = place < text.length() ? text.charAt(place) : '\n';
    String value =
        switch (first) {
          case '"' -> quoted('"', begin);
          case '\'' -> quoted('\'', begin);
          default -> withoutComment(restOfLine());
        };
    try {
      return EnvValue.of(value);
    } catch (IllegalArgumentException e) {
      throw refusal(begin, "the value " + e.getMessage());
    }
  }

  private String quoted(char quote, int begin) {
    StringBuilder value = new StringBuilder();
    place++;
    while (place < text.length() && text.charAt(place) != quote) {
      char next = text.charAt(place++);
      if (next == '\n') {
        line++;
      }
      if (next == '\\' && quote == '"' && place < text.length()) {
        unescape(text.charAt(place++), value);
      } else {
        value.append(next);
      }
    }
    if (place == text.length()) {
      throw refusal(begin, "its quote does not end");
    }
    place++;
    int end = line;
    String rest = restOfLine().strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      throw refusal(end, "something follows the closing quote");
    }
    return value.toString();
  }

  private void unescape(char escaped, StringBuilder value) {
    switch (escaped) {
      case 'n' -> value.append('\n');
      case 'r' -> value.append('\r');
      case 't' -> value.append('\t');
      case '"', '\\', '$' -> value.append(escaped);
      default -> {
        if (escaped == '\n') {
          line++;
        }
        value.append('\\').append(escaped);
      }
    }
  }

  /** What follows a space and a {@code #} is one; a {@code #} within a word is not. */
  private static String withoutComment(String rest) {
    if (rest.startsWith("#")) {
      return "";
    }
    for (int at = 1; at < rest.length(); at++) {
      if (rest.charAt(at) == '#' && Character.isWhitespace(rest.charAt(at - 1))) {
        return rest.substring(0, at).strip();
      }
    }
    return rest.strip();
  }

  private String restOfLine() {
    int end = text.indexOf('\n', place);
    String rest = text.substring(place, end < 0 ? text.length() : end);
    place = end < 0 ? text.length() : end + 1;
    line += end < 0 ? 0 : 1;
    return rest;
  }

  private void skipBlank() {
    while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
      line += text.charAt(place) == '\n' ? 1 : 0;
      place++;
    }
  }

  private void skipSpaces() {
    while (place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == '\t')) {
      place++;
    }
  }

  private static Refusal refusal(int line, String why) {
    return Refusal.invalid(FIELD, "Line " + line + " cannot be read: " + why + ".");
  }
}
