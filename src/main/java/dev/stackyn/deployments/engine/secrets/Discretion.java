package dev.stackyn.deployments.engine.secrets;

import dev.stackyn.kernel.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides what of a variable is worth hiding. A log in which every {@code production}, port and
 * host is blackened is read by nobody, and an image in which they are looked for is never free of
 * them; so what looks like an ordinary word, number, address or path stays, unless its name says
 * that it opens something.
 */
final class Discretion {
  /** What is shorter is in half of all lines by chance, and guessed in no time. */
  private static final int SHORTEST = 6;

  /** So much of a value that nobody would write makes it worth hiding; a short digest is less. */
  private static final int ODD = 8;

  /** What is shorter may be in an image by chance: there are billions of bytes in one. */
  private static final int SHORTEST_DISTINCT = 8;

  /** So much of it, and no name such as a bucket's with a few random letters is meant. */
  private static final int DISTINCT = 12;

  /** Of a text with many lines: a shorter one says little, and is often only a bracket. */
  private static final int SHORTEST_LINE = 16;

  /** Certificates have hundreds of lines; with more, a text is no secret but a document. */
  private static final int MOST_LINES = 512;

  private static final int LONGEST_WORD = 20;

  /** Names that say: whoever visits the app is told this. */
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?:VITE|REACT_APP|GATSBY|VUE_APP)_.*|(?:.*_)?(?:PUBLIC|PUBLISHABLE)(?:_.*)?");

  /**
   * Names that say: this opens something. Only their end counts: {@code TOKEN_TTL} opens nothing.
   */
  private static final Pattern TELLING =
      Pattern.compile(
          ".*(?:PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|SECRET|TOKEN|KEY|CREDENTIALS?|SALT|PEPPER)"
              + "[_0-9]*");

  /** These name something and do not open it; apps send theirs to every visitor. */
  private static final Pattern IDENTIFYING =
      Pattern.compile("(?:.*_)?(?:ID|SHA|COMMIT|REVISION|VERSION|DIGEST|FINGERPRINT)");

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** A word as it is written, a number, or both as in {@code utf8}, {@code 512Mi}, {@code v2}. */
  private static final Pattern ORDINARY =
      Pattern.compile(
          "\\p{Lu}*\\p{Ll}*(?:\\p{Lu}\\p{Ll}{2,})*\\p{Lu}{0,3}|\\p{Lo}+|\\p{N}+"
              + "|\\p{L}{1,8}\\p{N}{1,4}\\p{L}{0,2}|\\p{N}{1,6}\\p{L}{1,3}"
              + "|\\p{Lu}?\\p{Ll}{2,}\\p{N}{1,4}\\p{Lu}?\\p{Ll}{2,}");

  private static final Pattern PASSWORD_IN_URL =
      Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#@:\\s]*:([^/?#\\s]+)@");

  private static final Pattern IN_QUERY = Pattern.compile("[?&]([^?=&#\\s]+)=([^&#\\s]+)");

  private Discretion() {}

  /** Nothing when it may be read by everybody. */
  static Set<Confidential> of(String name, Secret value) {
    Set<Confidential> found = new LinkedHashSet<>();
    String text = value.reveal().strip();
    if (isPublic(name)) {
      return found;
    }
    judge(name, name, text, false).ifPresent(found::add);
    if (text.contains("\n")) {
      // Logs have lines: of what has several, each is hidden by itself.
      text.lines()
          .map(String::strip)
          .filter(line -> line.length() >= SHORTEST_LINE)
          .limit(MOST_LINES)
          .forEach(line -> judge(name, name, line, true).ifPresent(found::add));
    }
    Matcher password = PASSWORD_IN_URL.matcher(text);
    if (password.find()) {
      judge(name, "PASSWORD", password.group(1), false).ifPresent(found::add);
      judge(name, "PASSWORD", decoded(password.group(1)), false).ifPresent(found::add);
    }
    IN_QUERY
        .matcher(text)
        .results()
        .limit(MOST_LINES)
        .forEach(one -> judge(name, one.group(1), one.group(2), false).ifPresent(found::add));
    return found;
  }

  /** By convention of the tools that build web pages with it, or by its own words. */
  private static boolean isPublic(String name) {
    return PUBLIC.matcher(upper(name)).matches();
  }

  private static Optional<Confidential> judge(String name, String role, String text, boolean part) {
    boolean telling = TELLING.matcher(upper(role)).matches();
    boolean opening = PASSWORD_IN_URL.matcher(text).find();
    int odd = odd(text);
    if (text.length() < SHORTEST || !(telling || opening || odd >= ODD)) {
      return Optional.empty();
    }
    boolean distinct =
        text.length() >= SHORTEST_DISTINCT
            && !IDENTIFYING.matcher(upper(role)).matches()
            && (opening || (telling && odd > 0) || odd >= DISTINCT);
    return Optional.of(new Confidential(name, new Secret(text), distinct, part));
  }

  /** How many characters of it are in pieces that do not look as if somebody had written them. */
  private static int odd(String text) {
    return BETWEEN
        .splitAsStream(text)
        .filter(piece -> !isOrdinaryPiece(piece))
        .mapToInt(String::length)
        .sum();
  }

  private static boolean isOrdinaryPiece(String piece) {
    return piece.length() <= LONGEST_WORD && ORDINARY.matcher(piece).matches();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
