package dev.stackyn.platform.adapters.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code .env} file: one {@code NAME=value} a line, {@code #} comments, an optional {@code
 * export}, and quotes where a value has spaces ({@code '…'} as it stands, {@code "…"} with
 * backslash escapes).
 */
final class DotEnv {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");
  private static final Pattern DOUBLE_QUOTED =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
  private static final Pattern SINGLE_QUOTED = Pattern.compile("'([^']*)'\\s*(?:#.*)?");

  private DotEnv() {}

  static Map<String, String> parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("line " + number + " is not NAME=value");
      }
      values.put(matcher.group(1), value(matcher.group(2), number));
    }
    return values;
  }

  private static String value(String text, int line) {
    Matcher doubleQuoted = DOUBLE_QUOTED.matcher(text);
    if (doubleQuoted.matches()) {
      return unescape(doubleQuoted.group(1));
    }
    Matcher singleQuoted = SINGLE_QUOTED.matcher(text);
    if (singleQuoted.matches()) {
      return singleQuoted.group(1);
    }
    if (text.startsWith("\"") || text.startsWith("'")) {
      throw new IllegalArgumentException("line " + line + " has a quote that does not end");
    }
    int comment = text.indexOf(" #");
    return (comment < 0 ? text : text.substring(0, comment)).strip();
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escaped = text.charAt(++i);
      plain.append(
          switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> escaped;
          });
    }
    return plain.toString();
  }
}
