package dev.stackyn.deployments.adapters.docker.build;

/** Whether a glob is well formed: the rules by which the reference refuses an ignore file. */
final class GlobSyntax {
  private final String text;
  private int at;

  private GlobSyntax(String text) {
    this.text = text;
  }

  static void check(String text) {
    new GlobSyntax(text).check();
  }

  private void check() {
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '\\') {
        one();
      } else if (next == '[') {
        set();
      }
    }
  }

  private void set() {
    if (peek('^')) {
      at++;
    }
    int ranges = 0;
    while (ranges == 0 || !peek(']')) {
      member();
      if (peek('-')) {
        at++;
        member();
      }
      ranges++;
    }
    at++;
  }

  private void member() {
    if (at >= text.length() || peek('-') || peek(']')) {
      throw malformed();
    }
    if (text.charAt(at++) == '\\') {
      one();
    }
    if (at >= text.length()) {
      throw malformed();
    }
  }

  private void one() {
    if (at >= text.length()) {
      throw malformed();
    }
    at++;
  }

  private boolean peek(char expected) {
    return at < text.length() && text.charAt(at) == expected;
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("the pattern is not well formed: " + text);
  }
}
