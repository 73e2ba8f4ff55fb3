package dev.stackyn.deployments.engine.secrets;

import java.util.Map;
import java.util.TreeMap;

/** What the redactor should do, in the plainest words: at every place every text is tried. */
final class NaiveRedactor {
  private final Map<String, String> names = new TreeMap<>();

  NaiveRedactor(Iterable<Confidential> secrets) {
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
      int end = place + found.length();
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
      if (form.length() > longest.length() && text.startsWith(form, place)) {
        longest = form;
      }
    }
    return longest;
  }
}
