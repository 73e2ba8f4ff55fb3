package dev.stackyn.apps.adapters.http;

import org.jspecify.annotations.Nullable;

/** Numbers in addresses. What makes no sense counts as not said: the admin app relies on it. */
final class Numbers {
  private Numbers() {}

  static int within(@Nullable String text, int least, int most, int otherwise) {
    try {
      int number = text == null ? otherwise : Integer.parseInt(text);
      return number >= least && number <= most ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
