package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.Variables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerSettingsTest {
  @Test
  void theDefaultsAreThese() {
    Variables variables = new Variables(Map.of());
    assertThat(ContainerSettings.from(variables))
        .isEqualTo(
            new ContainerSettings(
                Subnet.parse("10.213.0.0/16").orElseThrow(),
                ContainerSettings.Wall.AUTO,
                ContainerSettings.Builder.BUILDKIT));
    assertThat(variables.declared())
        .containsEntry("STACKYN_NETWORKS", "10.213.0.0/16")
        .containsEntry("STACKYN_WALL", "auto")
        .containsEntry("STACKYN_BUILDER", "buildkit");
  }

  @Test
  void readsWhatIsSet() {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_NETWORKS",
                "172.30.0.0/20",
                "STACKYN_WALL",
                "off",
                "STACKYN_BUILDER",
                "classic"));
    assertThat(ContainerSettings.from(variables))
        .isEqualTo(
            new ContainerSettings(
                Subnet.parse("172.30.0.0/20").orElseThrow(),
                ContainerSettings.Wall.OFF,
                ContainerSettings.Builder.CLASSIC));
    assertThat(variables.problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/7", "10.0.0.0/25", "10.213.0.0", "fd00::/16"})
  void refusesAPoolThatCannotBeCutUp(String pool) {
    Variables variables = new Variables(Map.of("STACKYN_NETWORKS", pool));
    ContainerSettings.from(variables);
    assertThat(variables.problems()).singleElement().asString().startsWith("STACKYN_NETWORKS: ");
  }
}
