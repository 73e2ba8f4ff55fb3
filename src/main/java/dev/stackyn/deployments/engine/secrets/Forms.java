package dev.stackyn.deployments.engine.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** How a text looks in what programs print and write: as it is, in base64, in URLs. */
final class Forms {
  private static final int BITS_PER_BYTE = 8;
  private static final int BITS_PER_CHARACTER = 6;
  private static final int BYTES_PER_GROUP = 3;

  /** What no way of writing URLs changes. */
  private static final String UNRESERVED = "-_.";

  /**
   * What the ways of writing URLs leave as it is beyond that: the standard's, browsers', forms'.
   */
  private static final String[] LEFT_ALONE = {"~", "~!*'()", "*", "~!*'();/?:@&=+$,#"};

  private Forms() {}

  static Set<String> of(String text) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int before = 0; before < BYTES_PER_GROUP; before++) {
      String base64 = base64(bytes, before);
      forms.add(base64);
      forms.add(base64.replace('+', '-').replace('/', '_'));
    }
    for (String alone : LEFT_ALONE) {
      String written = inUrl(bytes, alone, HexFormat.of().withUpperCase());
      forms.add(written);
      forms.add(written.replace("%20", "+"));
      forms.add(inUrl(bytes, alone, HexFormat.of()));
    }
    return forms;
  }

  /**
   * The characters that the text alone decides, when so many bytes of something else come before it
   * in its group of three: the first and the last one may be shared with a neighbour.
   */
  private static String base64(byte[] bytes, int before) {
    byte[] shifted = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, shifted, before, bytes.length);
    int first = Math.ceilDiv(before * BITS_PER_BYTE, BITS_PER_CHARACTER);
    int end = shifted.length * BITS_PER_BYTE / BITS_PER_CHARACTER;
    return Base64.getEncoder().withoutPadding().encodeToString(shifted).substring(first, end);
  }

  private static String inUrl(byte[] bytes, String alone, HexFormat hex) {
    StringBuilder written = new StringBuilder();
    for (byte one : bytes) {
      char character = (char) (one & 0xff);
      boolean plain =
          (character < 0x80 && Character.isLetterOrDigit(character))
              || UNRESERVED.indexOf(character) >= 0
              || alone.indexOf(character) >= 0;
      if (plain) {
        written.append(character);
      } else {
        hex.toHexDigits(written.append('%'), one);
      }
    }
    return written.toString();
  }
}
