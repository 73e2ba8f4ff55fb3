package dev.stackyn.deployments.adapters.docker.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.RealDocker;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be bounded from where; no engine is asked. */
class BuildBoundsTest {
  private static final EngineInfo ENGINE =
      new EngineInfo(new BuildHost.Facts("one", 4, 8L << 30), Path.of("/var/lib/docker"), false);

  @TempDir private Path hierarchies;

  @Test
  void whereTheEngineIsHereItIsDone() throws IOException {
    Files.createDirectory(hierarchies.resolve("memory"));

    Finding finding = bounds(ContainerSettings.Builder.BUILDKIT, true, hierarchies).raise(ENGINE);

    assertThat(finding)
        .isEqualTo(Finding.ok("3 at once; together 4096 MB, 3.5 cores, 4096 processes"));
    assertThat(hierarchies.resolve("memory/docker/buildkit/memory.limit_in_bytes"))
        .hasContent(String.valueOf(4L << 30));
  }

  @Test
  void whereItCannotBeDoneTheDoctorSaysWhatElseCan() {
    Finding remote = bounds(ContainerSettings.Builder.BUILDKIT, false, hierarchies).raise(ENGINE);
    assertThat(remote.state()).isEqualTo(Finding.State.WARNING);
    assertThat(remote.text()).contains("on another host");

    EngineInfo systemd = new EngineInfo(ENGINE.facts(), ENGINE.root(), true);
    Finding slices = bounds(ContainerSettings.Builder.BUILDKIT, true, hierarchies).raise(systemd);
    assertThat(slices.remedy().orElseThrow()).contains("native.cgroupdriver=cgroupfs");

    Finding forbidden =
        bounds(ContainerSettings.Builder.BUILDKIT, true, hierarchies.resolve("nothing"))
            .raise(ENGINE);
    assertThat(forbidden.remedy().orElseThrow()).contains("STACKYN_BUILDER=classic");
  }

  @Test
  void theClassicBuilderBoundsItsStepsByItself() {
    assertThat(bounds(ContainerSettings.Builder.CLASSIC, false, hierarchies).raise(ENGINE).state())
        .isEqualTo(Finding.State.OK);
    assertThat(hierarchies).isEmptyDirectory();
  }

  @Test
  void readsWhatEnginesSayOfThemselves() throws IOException {
    EngineInfo info =
        EngineInfo.of(
            json(
                """
                {"ID": "ABCD:EFGH", "NCPU": 8, "MemTotal": 16000000000, "CgroupDriver": "systemd",
                 "DockerRootDir": "/data/docker"}
                """));
    assertThat(info)
        .isEqualTo(
            new EngineInfo(
                new BuildHost.Facts("ABCD:EFGH", 8, 16_000_000_000L),
                Path.of("/data/docker"),
                true));
    assertThat(EngineInfo.of(json("{}")).facts().cpus()).isEqualTo(1);
  }

  private static BuildBounds bounds(
      ContainerSettings.Builder builder, boolean local, Path hierarchies) {
    BuildSettings settings = BuildSettings.from(new Variables(Map.of()));
    return new BuildBounds(RealDocker.engine(), settings, builder, local, hierarchies);
  }

  private static JsonNode json(String text) throws IOException {
    return Objects.requireNonNull(JsonMapper.createDefault().readValue(text, JsonNode.class));
  }
}
