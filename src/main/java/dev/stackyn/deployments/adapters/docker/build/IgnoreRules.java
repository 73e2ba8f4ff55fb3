package dev.stackyn.deployments.adapters.docker.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * What an ignore file keeps out of a build. Every line is asked in its order and the last one that
 * speaks decides; a line that matches a folder speaks for all that is in it, unless a line before
 * had already left it nothing to decide there.
 */
final class IgnoreRules {
  static final IgnoreRules NONE = new IgnoreRules(List.of());

  private final List<IgnorePattern> patterns;

  private IgnoreRules(List<IgnorePattern> patterns) {
    this.patterns = patterns;
  }

  /** Throws an IllegalArgumentException that names the line it cannot read. */
  static IgnoreRules parse(String text) {
    List<IgnorePattern> patterns = new ArrayList<>();
    int number = 0;
    for (String line : text.replaceFirst("^\uFEFF", "").split("\n", -1)) {
      number++;
      String pattern = line.startsWith("#") ? "" : tidy(line.strip());
      if (!pattern.isEmpty()) {
        patterns.add(pattern(pattern, number));
      }
    }
    return new IgnoreRules(patterns);
  }

  private static IgnorePattern pattern(String text, int number) {
    try {
      return IgnorePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
    }
  }

  /** The shortest path that means the same, counted from the context. */
  private static String tidy(String line) {
    if (line.isEmpty()) {
      return line;
    }
    boolean readmits = line.startsWith("!");
    String path = readmits ? line.substring(1).strip() : line;
    if (path.isEmpty()) {
      return "!";
    }
    String shortest = shortest(path);
    String relative =
        shortest.length() > 1 && shortest.startsWith("/") ? shortest.substring(1) : shortest;
    return readmits ? "!" + relative : relative;
  }

  private static String shortest(String path) {
    boolean rooted = path.startsWith("/");
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      boolean up = part.equals("..");
      if (up && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".") && !(up && rooted)) {
        parts.addLast(part);
      }
    }
    String joined = String.join("/", parts);
    if (rooted) {
      return "/" + joined;
    }
    return joined.isEmpty() ? "." : joined;
  }

  /** For the context's own folder, which nothing can ignore. */
  Folder top() {
    return new Folder(new BitSet(), true, false);
  }

  /** Whether something in an ignored folder may be wanted all the same. */
  boolean readmitsAny() {
    return patterns.stream().anyMatch(IgnorePattern::readmits);
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** What has been decided about a path; what lies in it is judged from here. */
  final class Folder {
    private final BitSet spoke;
    private final boolean top;
    private final boolean ignored;

    private Folder(BitSet spoke, boolean top, boolean ignored) {
      this.spoke = spoke;
      this.top = top;
      this.ignored = ignored;
    }

    boolean isIgnored() {
      return ignored;
    }

    /** The verdict on something right in this folder; the path counts from the context. */
    Folder judge(String path) {
      BitSet speaks = new BitSet(patterns.size());
      boolean out = false;
      for (int i = 0; i < patterns.size(); i++) {
        IgnorePattern pattern = patterns.get(i);
        boolean inherited = !top && spoke.get(i);
        if (inherited || (pattern.readmits() == out && pattern.matches(path))) {
          speaks.set(i);
          out = !pattern.readmits();
        }
      }
      return new Folder(speaks, false, out);
    }
  }
}
