package dev.stackyn.deployments.adapters.docker.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.bounds.ControlGroup.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On plain files that are named like the kernel's. */
class ControlGroupTest {
  private static final Bounds BOUNDS = new Bounds(512L << 20, 1.5, 4_096);

  @TempDir private Path mount;
  private ControlGroup group;

  @BeforeEach
  void find() {
    group = new ControlGroup(mount);
  }

  @Test
  void inSeparateHierarchiesEachHasItsPart() throws IOException {
    assertThat(group.bound(BOUNDS)).isTrue();

    assertThat(file("memory/docker/buildkit/memory.limit_in_bytes")).isEqualTo("536870912");
    assertThat(file("cpu/docker/buildkit/cpu.cfs_period_us")).isEqualTo("100000");
    assertThat(file("cpu/docker/buildkit/cpu.cfs_quota_us")).isEqualTo("150000");
    assertThat(file("pids/docker/buildkit/pids.max")).isEqualTo("4096");
    assertThat(mount.resolve("memory/docker/buildkit/memory.memsw.limit_in_bytes")).doesNotExist();
    assertThat(group.isBound(BOUNDS)).isTrue();
    assertThat(group.bound(BOUNDS)).isFalse();
  }

  @Test
  void inTheUnifiedHierarchyWhatIsBoundedIsHandedDown() throws IOException {
    Files.writeString(mount.resolve("cgroup.controllers"), "cpu memory pids");

    assertThat(group.bound(BOUNDS)).isTrue();

    assertThat(file("cgroup.subtree_control")).isEqualTo("+memory +cpu +pids");
    assertThat(file("docker/cgroup.subtree_control")).isEqualTo("+memory +cpu +pids");
    assertThat(file("docker/buildkit/memory.max")).isEqualTo("536870912");
    assertThat(file("docker/buildkit/cpu.max")).isEqualTo("150000 100000");
    assertThat(file("docker/buildkit/pids.max")).isEqualTo("4096");
    assertThat(group.isBound(BOUNDS)).isTrue();
  }

  @Test
  void swapIsBoundedWhereItIsCounted() throws IOException {
    Path swap = mount.resolve("memory/docker/buildkit/memory.memsw.limit_in_bytes");
    Files.createDirectories(swap.getParent());
    Files.writeString(swap, "9223372036854771712");

    group.bound(BOUNDS);

    assertThat(swap).hasContent("536870912");
  }

  @Test
  void whatSomebodyChangedIsNoticedAndPutBack() throws IOException {
    group.bound(BOUNDS);
    Path memory = mount.resolve("memory/docker/buildkit/memory.limit_in_bytes");
    Files.writeString(memory, "9223372036854771712");

    assertThat(group.isBound(BOUNDS)).isFalse();
    assertThat(group.bound(BOUNDS)).isTrue();

    assertThat(memory).hasContent("536870912");
  }

  @Test
  void thatTheKernelRoundsToPagesIsNoChange() throws IOException {
    Bounds odd = new Bounds((512L << 20) + 1_234, 1.5, 4_096);
    group.bound(odd);
    Files.writeString(mount.resolve("memory/docker/buildkit/memory.limit_in_bytes"), "536870912");

    assertThat(group.isBound(odd)).isTrue();
    assertThat(group.bound(odd)).isFalse();
  }

  private String file(String name) throws IOException {
    return Files.readString(mount.resolve(name));
  }
}
