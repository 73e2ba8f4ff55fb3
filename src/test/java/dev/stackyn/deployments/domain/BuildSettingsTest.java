package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.ports.BuildLimits;
import dev.stackyn.deployments.ports.BuildHost;
import dev.stackyn.platform.domain.Variables;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuildSettingsTest {
  private static final long GIGABYTE = 1L << 30;

  @Test
  void theDefaultsAreThese() {
    Variables variables = new Variables(Map.of());
    assertThat(BuildSettings.from(variables))
        .isEqualTo(
            new BuildSettings(
                Optional.empty(),
                new BuildSettings.OfOne(Duration.ofMinutes(15), 500L << 20, 4 * GIGABYTE),
                new BuildSettings.OfAll(Optional.empty(), Optional.empty(), 4_096),
                2 * GIGABYTE,
                10 * GIGABYTE));
    assertThat(variables.declared())
        .containsEntry("STACKYN_BUILDS", "")
        .containsEntry("STACKYN_BUILD_TIMEOUT", "15m")
        .containsEntry("STACKYN_BUILD_MAX_CONTEXT", "524288000")
        .containsEntry("STACKYN_BUILD_MAX_IMAGE", "4294967296")
        .containsEntry("STACKYN_BUILD_MEMORY", "")
        .containsEntry("STACKYN_BUILD_CPUS", "")
        .containsEntry("STACKYN_BUILD_PROCESSES", "4096")
        .containsEntry("STACKYN_BUILD_FREE_DISK", "2147483648")
        .containsEntry("STACKYN_BUILD_CACHE", "10737418240");
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0.5", "2, 1, 1.5", "8, 7, 7.5"})
  void whatIsNotSetFollowsFromTheMachine(int cores, int atOnce, double cpus) {
    BuildSettings settings = BuildSettings.from(new Variables(Map.of()));
    BuildHost.Facts host = new BuildHost.Facts("engine", cores, 14 * GIGABYTE);

    assertThat(settings.atOnce(host)).isEqualTo(atOnce);
    assertThat(settings.memory(host)).isEqualTo(7 * GIGABYTE);
    assertThat(settings.cpus(host)).isEqualTo(cpus);
    assertThat(settings.limits(host).memory()).isEqualTo(7 * GIGABYTE / atOnce);
  }

  @Test
  void readsWhatIsSet() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_BUILDS", "4",
                "STACKYN_BUILD_TIMEOUT", "30s",
                "STACKYN_BUILD_MAX_CONTEXT", "1MB",
                "STACKYN_BUILD_MAX_IMAGE", "2MB",
                "STACKYN_BUILD_MEMORY", "1GB",
                "STACKYN_BUILD_CPUS", "1.5",
                "STACKYN_BUILD_PROCESSES", "100",
                "STACKYN_BUILD_FREE_DISK", "0",
                "STACKYN_BUILD_CACHE", "3GB"));
    BuildSettings settings = BuildSettings.from(variables);
    BuildHost.Facts host = new BuildHost.Facts("engine", 16, 64 * GIGABYTE);

    assertThat(variables.problems()).isEmpty();
    assertThat(settings.atOnce(host)).isEqualTo(4);
    assertThat(settings.cpus(host)).isEqualTo(1.5);
    assertThat(settings.memory(host)).isEqualTo(GIGABYTE);
    assertThat(settings.limits(host))
        .isEqualTo(
            new BuildLimits(Duration.ofSeconds(30), 1 << 20, 2 << 20, GIGABYTE / 4, 8L << 20));
    assertThat(settings.ofAll().processes()).isEqualTo(100);
    assertThat(settings.freeDisk()).isZero();
    assertThat(settings.cache()).isEqualTo(3 * GIGABYTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.05", "-1", "many", "1,5"})
  void refusesWhatIsNoNumberOfCores(String cpus) {
    Variables variables = new Variables(Map.of("STACKYN_BUILD_CPUS", cpus));
    BuildSettings.from(variables);
    assertThat(variables.problems()).singleElement().asString().startsWith("STACKYN_BUILD_CPUS: ");
  }
}
