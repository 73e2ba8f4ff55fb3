package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stackyn.deployments.adapters.docker.bounds.BuildBounds;
import dev.stackyn.deployments.adapters.docker.bounds.DockerBuildHost;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.platform.domain.DockerSettings;
import dev.stackyn.platform.domain.Finding;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.testing.BaseImages;
import dev.stackyn.testing.RealDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that would take the whole machine, on a real engine that is kept from giving it. */
@Tag("docker")
class BoundedBuildsIT {
  private static final String HOG = "dd if=/dev/zero of=/dev/null bs=900000000 count=1";
  private static final Path MEMORY =
      Path.of("/sys/fs/cgroup/memory/docker/buildkit/memory.limit_in_bytes");
  private static final List<Path> FILES =
      List.of(
          MEMORY.resolveSibling("memory.memsw.limit_in_bytes"),
          MEMORY,
          Path.of("/sys/fs/cgroup/cpu/docker/buildkit/cpu.cfs_quota_us"),
          Path.of("/sys/fs/cgroup/cpu/docker/buildkit/cpu.shares"),
          Path.of("/sys/fs/cgroup/pids/docker/buildkit/pids.max"));

  @TempDir private Path folder;
  private BuildSite site;
  private final Map<Path, String> before = new LinkedHashMap<>();

  @BeforeEach
  void noteHowTheMachineWas() throws IOException {
    site = new BuildSite(Files.createDirectories(folder.resolve("repository")));
    for (Path file : FILES) {
      if (Files.exists(file)) {
        before.put(file, Files.readString(file).strip());
      }
    }
  }

  @AfterEach
  void leaveItAsItWas() throws IOException {
    site.clean();
    for (Map.Entry<Path, String> file : before.entrySet()) {
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  @Test
  void aBuildThatEatsAllMemoryIsKilledAndSaysSo() throws Exception {
    boundTo(Map.of("STACKYN_BUILD_MEMORY", "512MB"));
    site.file("Dockerfile", "FROM %s\nRUN %s # %s\n".formatted(BaseImages.shell(), HOG, mark()));

    DeployFailure failure = catchThrowableOfType(DeployFailure.class, site::build);

    assertThat(failure.code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
    assertThat(failure.text()).contains("RUN dd", "STACKYN_BUILD_MEMORY");
  }

  @Test
  void whoHidesThatItsChildWasKilledIsFoundOut() throws Exception {
    boundTo(Map.of("STACKYN_BUILD_MEMORY", "512MB"));
    site.file(
        "Dockerfile",
        "FROM %s\nRUN %s || { echo signal: killed; exit 2; } # %s\n"
            .formatted(BaseImages.shell(), HOG, mark()));

    DeployFailure failure = catchThrowableOfType(DeployFailure.class, site::build);

    assertThat(failure.code()).isEqualTo(DeployCode.MEMORY_LIMIT_EXCEEDED);
  }

  @Test
  void aStepThatFindsNoRoomOnTheDiskSaysSo() throws Exception {
    site.file(
        "Dockerfile",
        "FROM %s\nRUN dd if=/dev/zero of=/dev/full bs=1 count=1 # %s\n"
            .formatted(BaseImages.shell(), mark()));

    DeployFailure failure = catchThrowableOfType(DeployFailure.class, site::build);

    assertThat(failure.code()).isEqualTo(DeployCode.DISK_LIMIT_EXCEEDED);
  }

  @Test
  void whatFitsIsBuiltAsEver() throws Exception {
    boundTo(Map.of("STACKYN_BUILD_MEMORY", "512MB", "STACKYN_BUILD_CPUS", "0.5"));
    site.file("Dockerfile", "FROM %s\nRUN echo %s > /made\n".formatted(BaseImages.shell(), mark()));

    BuiltImage image = site.build();

    assertThat(image.size()).isPositive();
  }

  @Test
  void boundsThatSomebodyTookAwayAreBackBeforeTheNextBuild() throws Exception {
    boundTo(Map.of("STACKYN_BUILD_MEMORY", "512MB", "STACKYN_BUILD_PROCESSES", "500"));
    Files.writeString(MEMORY.resolveSibling("memory.limit_in_bytes"), "300000000");

    boundTo(Map.of("STACKYN_BUILD_MEMORY", "640MB", "STACKYN_BUILD_PROCESSES", "500"));

    assertThat(Files.readString(MEMORY).strip()).isEqualTo(String.valueOf(640L << 20));
    assertThat(Files.readString(FILES.getLast()).strip()).isEqualTo("500");
  }

  @Test
  void theDoctorSaysWhatIsBounded() {
    assumeTrue(Files.isWritable(MEMORY.getRoot().resolve("sys/fs/cgroup/memory")));
    Finding finding = bounds(settings(Map.of("STACKYN_BUILD_MEMORY", "512MB"))).look();

    assertThat(finding.state()).isEqualTo(Finding.State.OK);
    assertThat(finding.text()).contains("together 512 MB");
  }

  @Test
  void noBuildBeginsOnADiskThatIsNearlyFull() {
    DockerBuildHost host = host(Map.of("STACKYN_BUILD_FREE_DISK", "30000GB"));

    assertThatThrownBy(host::prepare)
        .isInstanceOf(DeployFailure.class)
        .extracting(failure -> ((DeployFailure) failure).code())
        .isEqualTo(DeployCode.DISK_LIMIT_EXCEEDED);
  }

  private void boundTo(Map<String, String> variables) {
    assumeTrue(Files.isWritable(Path.of("/sys/fs/cgroup/memory")));
    host(variables).prepare();
  }

  private DockerBuildHost host(Map<String, String> variables) {
    BuildSettings settings = settings(variables);
    return new DockerBuildHost(site.engine, settings, bounds(settings), true);
  }

  private BuildBounds bounds(BuildSettings settings) {
    return new BuildBounds(
        site.engine,
        settings,
        ContainerSettings.from(new Variables(Map.of())),
        new DockerSettings(RealDocker.host(), Optional.empty()));
  }

  private static BuildSettings settings(Map<String, String> variables) {
    return BuildSettings.from(new Variables(variables));
  }

  /** No step of these is to come from an earlier build. */
  private static String mark() {
    return UUID.randomUUID().toString();
  }
}
