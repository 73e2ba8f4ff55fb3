package dev.stackyn.routing.adapters.proxy;

/** Makes texts harmless where they are written. */
final class Escaping {
  private Escaping() {}

  /** Between the tags of a page, or in the quotes of an attribute. */
  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** In the quotes of a JSON text, which may stand in a page itself. */
  static String json(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> escaped.append('\\').append((char) c);
            default -> {
              if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.append((char) c);
              }
            }
          }
        });
    return escaped.toString();
  }
}
