package dev.stackyn.deployments.adapters.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people write where they say which version they need, in the forms of npm, pip, Composer and
 * Bundler: exact versions, prefixes, comparisons, and all of them combined.
 */
record VersionRange(List<List<VersionRange.Bound>> alternatives) {
  private static final Pattern EITHER = Pattern.compile("\\|\\|?");
  private static final Pattern HYPHEN = Pattern.compile("\\s*(\\S+)\\s+-\\s+(\\S+)\\s*");
  private static final Pattern PART =
      Pattern.compile(
          "\\s*(\\^|~>|~=|~|>=|<=|={1,3}|!=|>|<)?\\s*v?(\\d{1,4}(?:\\.(?:\\d{1,4}|[*xX]))*(?:[-+][\\w.+-]*)?|[*xX])(?![\\w.])\\s*,?\\s*");
  private static final Pattern PLAIN =
      Pattern.compile("[=v]*(\\d{1,4}(?:\\.\\d{1,4}){0,3})(?:\\.[*xX])*");
  private static final Pattern LEADING = Pattern.compile("\\d{1,9}(?:\\.\\d{1,9})*");
  private static final int LONGEST = 200;
  private static final int[] LOWEST = {0};
  private static final int[] HIGHEST = {Integer.MAX_VALUE};

  /** From one version on, up to another one that is not in it any more; or all but these. */
  static final class Bound {
    private final int[] from;
    private final int[] below;
    private final boolean without;

    Bound(int[] from, int[] below, boolean without) {
      this.from = from;
      this.below = below;
      this.without = without;
    }

    boolean admits(int[] version) {
      boolean within = compare(version, from) >= 0 && compare(version, below) < 0;
      return within != without;
    }
  }

  /** Nothing when it cannot be understood. */
  static Optional<VersionRange> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    List<List<Bound>> alternatives = new ArrayList<>();
    for (String alternative : EITHER.split(text, -1)) {
      Optional<List<Bound>> bounds = bounds(alternative);
      if (bounds.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(bounds.get());
    }
    return Optional.of(new VersionRange(alternatives));
  }

  /**
   * The version to take: what is written if it is one, else the first of the known ones that will
   * do. Nothing when none will, or the text says nothing.
   *
   * @param known those there are, each standing for all that begin with it, the best one first
   */
  static Optional<String> choose(String text, List<String> known) {
    Matcher plain = PLAIN.matcher(text.strip());
    return plain.matches()
        ? Optional.of(plain.group(1))
        : parse(text)
            .flatMap(
                range -> known.stream().filter(range::admits).findFirst().or(range::onlyMinor));
  }

  /** Of a range that is narrower than what is known, the version that it begins with. */
  private Optional<String> onlyMinor() {
    boolean one = alternatives.size() == 1 && alternatives.getFirst().size() == 1;
    int[] from = one ? alternatives.getFirst().getFirst().from : LOWEST;
    return from.length > 1 ? Optional.of(from[0] + "." + from[1]) : Optional.empty();
  }

  /** Whether the newest of all that begin with it is in the range. */
  boolean admits(String version) {
    int[] given = numbers(version);
    int[] newest = Arrays.copyOf(given, 4);
    Arrays.fill(newest, given.length, newest.length, Integer.MAX_VALUE);
    return alternatives.stream()
        .anyMatch(bounds -> bounds.stream().allMatch(bound -> bound.admits(newest)));
  }

  private static Optional<List<Bound>> bounds(String text) {
    Matcher hyphen = HYPHEN.matcher(text);
    if (hyphen.matches()) {
      return bounds(">=" + hyphen.group(1) + " <=" + hyphen.group(2));
    }
    List<Bound> bounds = new ArrayList<>();
    Matcher part = PART.matcher(text);
    int end = 0;
    while (end < text.length() && part.find(end) && part.start() == end) {
      bounds.add(bound(part.group(1) == null ? "" : part.group(1), part.group(2)));
      end = part.end();
    }
    return end == text.length() && !bounds.isEmpty() ? Optional.of(bounds) : Optional.empty();
  }

  private static Bound bound(String operator, String version) {
    int[] said = numbers(version);
    if (said.length == 0) {
      return new Bound(LOWEST, HIGHEST, false);
    }
    return switch (operator) {
      case "^" -> new Bound(said, after(said, leading(said)), false);
      case "~" -> new Bound(said, after(said, Math.min(said.length, 2)), false);
      case "~>", "~=" -> new Bound(said, after(said, Math.max(said.length - 1, 1)), false);
      case ">=" -> new Bound(said, HIGHEST, false);
      case ">" -> new Bound(after(said, said.length), HIGHEST, false);
      case "<=" -> new Bound(LOWEST, after(said, said.length), false);
      case "<" -> new Bound(LOWEST, said, false);
      case "!=" -> new Bound(said, after(said, said.length), true);
      default -> new Bound(said, after(said, said.length), false);
    };
  }

  /** How many parts stay as they are below a caret: those up to the first that is not zero. */
  private static int leading(int[] version) {
    int parts = 1;
    while (parts < version.length && version[parts - 1] == 0) {
      parts++;
    }
    return parts;
  }

  /** The first version that no longer begins with so many parts of this one. */
  private static int[] after(int[] version, int parts) {
    int[] next = Arrays.copyOf(version, parts);
    next[parts - 1]++;
    return next;
  }

  private static int[] numbers(String version) {
    Matcher leading = LEADING.matcher(version);
    return leading.lookingAt()
        ? Arrays.stream(leading.group().split("\\.")).mapToInt(Integer::parseInt).toArray()
        : new int[0];
  }

  private static int compare(int[] one, int[] other) {
    for (int i = 0; i < Math.max(one.length, other.length); i++) {
      int difference = Integer.compare(part(one, i), part(other, i));
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private static int part(int[] version, int index) {
    return index < version.length ? version[index] : 0;
  }
}
