package dev.stackyn.deployments.engine.secrets;

import java.util.Map;
import java.util.TreeMap;

/** What the redactor should do, in the plainest words: at every place every text is tried. */
final class NaiveRedactor {
  private final Map<String, String> names = new TreeMap<>();
  private final int enough;

  /**
   * @param enough so many characters of a text count as the whole
   */
  NaiveRedactor(Iterable<Confidential> secrets, int enough) {
    this.enough = enough;
    for (Confidential secret : secrets) {
      for (String form : Forms.of(secret.text().reveal())) {
        if (form.length() >= Needles.SHORTEST) {
          names.merge(form, secret.name(), (a, b) -> a.compareTo(b) < 0 ? a : b);
        }
      }
    }
  }

  String redact(String text) {
    StringBuilder shown = new StringBuilder();
    int told = 0;
    String lastName = "";
    for (int place = 0; place < text.length(); place++) {
      String found = longestAt(text, place);
      int end = place + same(found, text, place);
      if (found.isEmpty() || end <= told) {
        continue;
      }
      String name = names.getOrDefault(found, "");
      boolean overlaps = place < told;
      if (!overlaps) {
        shown.append(text, told, place);
      }
      if (!overlaps || !name.equals(lastName)) {
        shown.append('[').append(name).append(']');
      }
      lastName = name;
      told = end;
    }
    return shown.append(text, told, text.length()).toString();
  }

  private String longestAt(String text, int place) {
    String longest = "";
    for (String form : names.keySet()) {
      int same = same(form, text, place);
      if (same >= Math.min(form.length(), enough) && same > same(longest, text, place)) {
        longest = form;
      }
    }
    return longest;
  }

  private static int same(String form, String text, int place) {
    int same = 0;
    while (same < form.length()
        && place + same < text.length()
        && form.charAt(same) == text.charAt(place + same)) {
      same++;
    }
    return same;
  }
}
