package dev.stackyn.deployments.adapters.detection;

import dev.stackyn.deployments.adapters.detection.Sheet.Cache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The gems of a Ruby project.
 *
 * @param names those that are named, and those that they need, where a lock file says so
 */
record RubyBundle(Project project, String gemfile, String lock, Set<String> names) {
  private static final List<String> KNOWN = List.of("3.4", "3.3", "3.2", "4.0", "3.1");
  private static final Pattern NAMED =
      Pattern.compile(
          "^[ \\t]{0,40}gem\\s{0,40}\\(?\\s{0,40}[\"']([A-Za-z0-9_.-]{1,80})[\"']",
          Pattern.MULTILINE);
  private static final Pattern LOCKED =
      Pattern.compile("^ {4}([A-Za-z0-9_.-]{1,80}) \\(", Pattern.MULTILINE);
  private static final Pattern RUBY =
      Pattern.compile(
          "^[ \\t]{0,40}ruby\\s{0,40}\\(?\\s{0,40}[\"']([^\"'\\n]{1,40})[\"']", Pattern.MULTILINE);
  private static final Pattern LOCKED_RUBY =
      Pattern.compile(
          "^RUBY VERSION\\s{1,40}ruby (\\d{1,2}\\.\\d{1,2}\\.\\d{1,2})", Pattern.MULTILINE);
  private static final Pattern PLATFORMS =
      Pattern.compile("^PLATFORMS\\n((?:  \\S{1,40}\\n?){1,40})", Pattern.MULTILINE);

  /** Gems that are built on a library of the system, and the Debian package that has it. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "pg", "libpq5",
          "mysql2", "libmariadb3",
          "ruby-vips", "libvips42",
          "image_processing", "libvips42",
          "rmagick", "libmagickwand-6.q16-6",
          "mini_magick", "imagemagick",
          "charlock_holmes", "libicu72");

  static RubyBundle of(Project project) {
    String gemfile = project.text("Gemfile").orElse("");
    String lock = project.text("Gemfile.lock").orElse("");
    Set<String> names = new TreeSet<>();
    add(NAMED.matcher(gemfile), names);
    add(LOCKED.matcher(lock), names);
    return new RubyBundle(project, gemfile, lock, names);
  }

  private static void add(Matcher matcher, Set<String> names) {
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }

  boolean has(String gem) {
    return names.contains(gem);
  }

  boolean isLocked() {
    return !lock.isEmpty();
  }

  String version(Findings findings) {
    return new Versions(project)
        .asked(project.nearestLine(".ruby-version").replaceFirst("^ruby-", ""), ".ruby-version")
        .tools("ruby")
        .asked(Plain.found(RUBY, gemfile).orElse(""), "Gemfile")
        .asked(Plain.found(LOCKED_RUBY, lock).orElse(""), "Gemfile.lock")
        .choose(KNOWN, findings);
  }

  /** Locked on a computer of another kind, and only for that: no gem would be found. */
  boolean isForOthers() {
    String platforms = Plain.found(PLATFORMS, lock).orElse("ruby");
    return platforms
        .lines()
        .map(String::strip)
        .noneMatch(name -> name.equals("ruby") || name.contains("linux"));
  }

  /** The version of a gem as it is locked: nothing when it is not. */
  Optional<String> locked(String gem) {
    Pattern pattern =
        Pattern.compile("^ {4}" + Pattern.quote(gem) + " \\(([0-9.]{1,20})", Pattern.MULTILINE);
    return Plain.found(pattern, lock);
  }

  List<String> manifests() {
    List<String> files = new ArrayList<>(List.of("Gemfile"));
    for (String name : List.of("Gemfile.lock", ".ruby-version")) {
      if (project.has(name)) {
        files.add(name);
      }
    }
    return files;
  }

  /** Whether the list can be read without other files of the project. */
  boolean standsAlone() {
    return !gemfile.contains("path:")
        && !gemfile.contains("gemspec")
        && !gemfile.contains("eval_gemfile")
        && !gemfile.contains(".tool-versions");
  }

  List<String> libraries() {
    Set<String> packages = new TreeSet<>(project.manifest().packages());
    names.stream().filter(LIBRARIES::containsKey).map(LIBRARIES::get).forEach(packages::add);
    return List.copyOf(packages);
  }

  static Cache cache() {
    return new Cache("gems", "/root/.bundle/cache");
  }
}
