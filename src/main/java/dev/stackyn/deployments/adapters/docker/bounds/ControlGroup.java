package dev.stackyn.deployments.adapters.docker.bounds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The control group that all steps of BuildKit's builds live in: the engine makes a group of its
 * own for each step, always below this one, and bounds none of them. It outlives the builds, so it
 * may be made, and bounded, before the first.
 */
final class ControlGroup {
  /** Where an engine has its groups that is not told otherwise, below each mounted hierarchy. */
  private static final Path GROUP = Path.of("docker", "buildkit");

  private static final int PERIOD = 100_000;

  /** What the kernel makes of a number of bytes: whole pages. */
  private static final long ROUNDING = 64 << 10;

  private final Path mount;

  ControlGroup(Path mount) {
    this.mount = mount;
  }

  /** What all builds may take together. */
  record Bounds(long memory, double cpus, int processes) {
    private String quota() {
      return String.valueOf(Math.round(cpus * PERIOD));
    }
  }

  /** Returns whether something had to be changed. */
  boolean bound(Bounds bounds) throws IOException {
    boolean changed = false;
    for (Map.Entry<Path, String> wanted : wanted(bounds).entrySet()) {
      changed |= put(wanted.getKey(), wanted.getValue());
    }
    return changed;
  }

  /** Whether all of it holds now. */
  boolean isBound(Bounds bounds) throws IOException {
    for (Map.Entry<Path, String> wanted : wanted(bounds).entrySet()) {
      if (!isUncounted(wanted.getKey()) && !holds(wanted.getKey(), wanted.getValue())) {
        return false;
      }
    }
    return true;
  }

  /** Whether this process may bound it. */
  boolean isOurs() {
    Path hierarchy = isUnified() ? mount : mount.resolve("memory");
    return Files.isWritable(hierarchy);
  }

  private boolean isUnified() {
    return Files.exists(mount.resolve("cgroup.controllers"));
  }

  /**
   * Swap as well: a build that pages out what it may not have is slow for everybody. And where apps
   * want the processors, builds get a quarter of what an app gets.
   */
  private Map<Path, String> wanted(Bounds bounds) {
    Map<Path, String> wanted = new LinkedHashMap<>();
    String memory = String.valueOf(bounds.memory());
    String processes = String.valueOf(bounds.processes());
    if (isUnified()) {
      Path group = mount.resolve(GROUP);
      wanted.put(group.resolve("memory.max"), memory);
      wanted.put(group.resolve("memory.swap.max"), "0");
      wanted.put(group.resolve("cpu.max"), bounds.quota() + " " + PERIOD);
      wanted.put(group.resolve("cpu.weight"), "25");
      wanted.put(group.resolve("pids.max"), processes);
    } else {
      Path group = mount.resolve("memory").resolve(GROUP);
      wanted.put(group.resolve("memory.limit_in_bytes"), memory);
      wanted.put(group.resolve("memory.memsw.limit_in_bytes"), memory);
      Path cpu = mount.resolve("cpu").resolve(GROUP);
      wanted.put(cpu.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD));
      wanted.put(cpu.resolve("cpu.cfs_quota_us"), bounds.quota());
      wanted.put(cpu.resolve("cpu.shares"), "256");
      wanted.put(mount.resolve("pids").resolve(GROUP).resolve("pids.max"), processes);
    }
    return wanted;
  }

  private boolean put(Path file, String value) throws IOException {
    if (!Files.exists(file)) {
      make(parent(file));
    }
    if (isUncounted(file) || holds(file, value)) {
      return false;
    }
    try {
      Files.writeString(file, value);
    } catch (IOException e) {
      raiseSwapFirst(file, value, e);
    }
    return true;
  }

  /** Memory with swap is never less than memory: to raise both, it comes first. */
  private static void raiseSwapFirst(Path file, String value, IOException refused)
      throws IOException {
    Path both = file.resolveSibling("memory.memsw.limit_in_bytes");
    if (!file.endsWith("memory.limit_in_bytes") || !Files.exists(both)) {
      throw refused;
    }
    Files.writeString(both, value);
    Files.writeString(file, value);
  }

  /** In the unified hierarchy a group controls only what the groups above it hand down. */
  private void make(Path group) throws IOException {
    Files.createDirectories(group);
    if (isUnified()) {
      for (Path above : List.of(mount, parent(group))) {
        Files.writeString(above.resolve("cgroup.subtree_control"), "+memory +cpu +pids");
      }
    }
  }

  /** A kernel that does not count swap has no file for it. */
  private static boolean isUncounted(Path file) {
    return !Files.exists(file)
        && (file.endsWith("memory.swap.max") || file.endsWith("memory.memsw.limit_in_bytes"));
  }

  private static boolean holds(Path file, String value) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    String present = Files.readString(file).strip();
    if (present.equals(value)) {
      return true;
    }
    return file.getFileName().toString().startsWith("memory.")
        && present.matches("\\d{1,18}")
        && Math.abs(Long.parseLong(present) - Long.parseLong(value)) < ROUNDING;
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException(path + " is no file in a folder");
    }
    return parent;
  }
}
