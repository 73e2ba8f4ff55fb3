package dev.stackyn.platform.domain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The environment, read name by name. Reading a variable is also what declares it: a settings
 * record reads what it needs, and at the end everything that is wrong, and every {@code STACKYN_}
 * name that nobody asked for, is known.
 */
public final class Variables {
  private final Map<String, String> values;
  private final SortedMap<String, String> declared = new TreeMap<>();
  private final TreeSet<String> aliases = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  public Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** A variable by its documented name, then by the older names it is also read under. */
  public Variable<String> text(String name, String... otherNames) {
    return new Variable<>(this, name, lookUp(name, otherNames), Function.identity());
  }

  /**
   * Declares a name that the launcher or a library reads, so that it is not reported as unknown.
   */
  public void readElsewhere(String name, String defaultValue) {
    declared.put(name, defaultValue);
  }

  public void problem(String name, String text) {
    problems.add(name + ": " + text);
  }

  public void warning(String name, String text) {
    warnings.add(name + ": " + text);
  }

  public boolean isSet(String name) {
    return value(name) != null;
  }

  /** Everything that is wrong, by variable name; empty when the platform may start. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  public List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    for (String name : new TreeSet<>(values.keySet())) {
      if (name.startsWith("STACKYN_") && !declared.containsKey(name) && !aliases.contains(name)) {
        all.add(name + ": no such setting; it is ignored");
      }
    }
    return all;
  }

  /** Documented names and their defaults, for the test that keeps .env.example complete. */
  public SortedMap<String, String> declared() {
    return Collections.unmodifiableSortedMap(declared);
  }

  public SortedSet<String> aliases() {
    return new TreeSet<>(aliases);
  }

  void declare(String name, String defaultValue) {
    declared.put(name, defaultValue);
  }

  private @Nullable String lookUp(String name, String... otherNames) {
    declared.putIfAbsent(name, "");
    String found = value(name);
    for (String other : otherNames) {
      aliases.add(other);
      String theirs = value(other);
      if (found == null) {
        found = theirs;
      } else if (theirs != null && !theirs.equals(found)) {
        warnings.add(name + " is used; " + other + " says something else and is ignored");
      }
    }
    return found;
  }

  /** An empty value counts as unset: that is how compose files pass on what is not there. */
  private @Nullable String value(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
