package dev.stackyn.deployments.adapters.docker.build;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One line of an ignore file. What it matches is defined by the tools that everybody's files were
 * written for, oddities included: a pattern without wildcards is compared as it stands, even if it
 * has a backslash before its last character; one that ends in {@code **} matches what begins like
 * it.
 */
final class IgnorePattern {
  private static final String MEANS_ITSELF = ".+()|{}$";

  private final boolean readmits;
  private final String text;
  private final Kind kind;
  private final @Nullable Pattern expression;

  private enum Kind {
    EXACT,
    BEGINNING,
    END,
    EXPRESSION
  }

  private IgnorePattern(boolean readmits, String text, Kind kind, @Nullable Pattern expression) {
    this.readmits = readmits;
    this.text = text;
    this.kind = kind;
    this.expression = expression;
  }

  /** Throws an IllegalArgumentException that says what is wrong with the line. */
  static IgnorePattern of(String line) {
    boolean readmits = line.startsWith("!");
    String text = readmits ? line.substring(1) : line;
    if (text.isEmpty() || (readmits && text.equals("/"))) {
      throw new IllegalArgumentException("an exclamation mark alone matches nothing");
    }
    GlobSyntax.check(text);
    return new Compiler(text).compile(readmits);
  }

  /** Whether it takes back what a line before it ignores. */
  boolean readmits() {
    return readmits;
  }

  boolean matches(String path) {
    return switch (kind) {
      case EXACT -> path.equals(text);
      case BEGINNING -> path.startsWith(text.substring(0, text.length() - 2));
      case END -> endMatches(path, text.substring(2));
      case EXPRESSION -> expression != null && expression.matcher(path).matches();
    };
  }

  private static boolean endMatches(String path, String end) {
    return path.endsWith(end) || (end.startsWith("/") && path.equals(end.substring(1)));
  }

  /** Makes an expression of a glob, and notices when a plain comparison will do. */
  private static final class Compiler {
    private final String text;
    private final StringBuilder expression = new StringBuilder();
    private Kind kind = Kind.EXACT;
    private int at;

    Compiler(String text) {
      this.text = text;
    }

    IgnorePattern compile(boolean readmits) {
      while (at < text.length()) {
        boolean first = at == 0;
        char next = text.charAt(at++);
        switch (next) {
          case '*' -> star(first);
          case '?' -> wild("[^/]");
          case '\\' -> escape();
          case '[' -> characters();
          default -> literal(next);
        }
      }
      return new IgnorePattern(
          readmits, text, kind, kind == Kind.EXPRESSION ? compiled(expression.toString()) : null);
    }

    private void star(boolean first) {
      if (!peek('*')) {
        wild("[^/]*");
        return;
      }
      at++;
      if (peek('/')) {
        at++;
      }
      if (at == text.length()) {
        if (kind == Kind.EXACT) {
          kind = Kind.BEGINNING;
        } else {
          wild(".*");
        }
      } else {
        wild("(.*/)?");
      }
      if (first) {
        kind = Kind.END;
      }
    }

    private void wild(String part) {
      expression.append(part);
      kind = Kind.EXPRESSION;
    }

    private void escape() {
      if (at < text.length()) {
        wild("\\" + text.charAt(at++));
      } else {
        expression.append("\\\\");
      }
    }

    /**
     * Between brackets the platforms' expressions differ: here two more characters have a sense.
     */
    private void characters() {
      wild("[");
      if (peek('^')) {
        expression.append(text.charAt(at++));
      }
      while (at < text.length() && !peek(']')) {
        char next = text.charAt(at++);
        if (next == '\\' && at < text.length()) {
          expression.append('\\').append(text.charAt(at++));
        } else if (next == '[' || next == '&') {
          expression.append('\\').append(next);
        } else {
          expression.append(next);
        }
      }
      if (at < text.length()) {
        expression.append(text.charAt(at++));
      }
    }

    private void literal(char next) {
      if (MEANS_ITSELF.indexOf(next) >= 0) {
        expression.append('\\');
      } else if (next == ']') {
        kind = Kind.EXPRESSION;
        expression.append('\\');
      }
      expression.append(next);
    }

    private boolean peek(char expected) {
      return at < text.length() && text.charAt(at) == expected;
    }

    private Pattern compiled(String expression) {
      try {
        return Pattern.compile(expression, Pattern.UNIX_LINES);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException("the pattern is not well formed: " + text, e);
      }
    }
  }
}
