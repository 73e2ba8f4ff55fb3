package dev.stackyn.routing.adapters.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One of the recorded requests, and what becomes of it on either side.
 *
 * @param number what stands for {@code @} in the request, so that a backend knows whose it is
 * @param why nothing when both sides do the same
 */
record TrickyRequest(
    int number, String name, String request, String ours, String theirs, String why) {
  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})|\\\\([rnt\\\\])");
  private static final Pattern REPEATED = Pattern.compile("\\{([a-zA-Z0.]+)\\*(\\d+)}");

  /** Those of the resource, which begins by saying how it is written. */
  static List<TrickyRequest> all() throws IOException {
    List<TrickyRequest> all = new ArrayList<>();
    Map<String, String> reasons = new HashMap<>();
    for (String block : text().split("\n\n", -1)) {
      if (block.startsWith("why ")) {
        String[] parts = block.substring("why ".length()).split("\n", 2);
        reasons.put(parts[0], parts[1].strip());
      } else if (block.contains("\n> ")) {
        all.add(read(all.size(), block.strip().split("\n", -1), reasons));
      }
    }
    return all;
  }

  private static TrickyRequest read(int number, String[] lines, Map<String, String> reasons) {
    String request = lines[1].substring(2);
    if (lines[2].startsWith("= ")) {
      String both = lines[2].substring(2);
      return new TrickyRequest(number, lines[0], request, both, both, "");
    }
    String reason = lines[4].substring("why ".length());
    return new TrickyRequest(
        number,
        lines[0],
        request,
        lines[2].substring("ours ".length()),
        lines[3].substring("nginx ".length()),
        Objects.requireNonNull(reasons.get(reason), () -> lines[0] + " has no reason " + reason));
  }

  /** As it goes over the wire; what comes behind it shows where it was taken to end. */
  byte[] bytes() {
    String whole =
        expand(request)
            + "GET /@end HTTP/1.1\\r\\nHost: app.example.com\\r\\nConnection: close\\r\\n\\r\\n";
    String text =
        ESCAPE
            .matcher(whole.replace("@", mark(number)))
            .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(letter(found)));
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String mark(int number) {
    return "no" + number + "-";
  }

  private static String expand(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
  }

  private static String letter(java.util.regex.MatchResult found) {
    return found.group(1) != null
        ? String.valueOf((char) Integer.parseInt(found.group(1), 16))
        : switch (found.group(2)) {
          case "r" -> "\r";
          case "n" -> "\n";
          case "t" -> "\t";
          default -> "\\";
        };
  }

  private static String text() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(TrickyRequest.class.getResourceAsStream("/router/requests.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
