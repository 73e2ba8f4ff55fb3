package dev.stackyn.apps.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.engine.Restart;
import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AppSettingsTest {
  @Test
  void theDefaultsAreThese() {
    AppSettings settings = AppSettings.DEFAULT;

    assertThat(settings.given()).isEmpty();
    assertThat(settings.health().port()).isEmpty();
    assertThat(settings.health().status()).isEqualTo(200);
    assertThat(settings.health().startPeriod()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.health().stopGrace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.resources()).isEqualTo(new AppSettings.Resources(empty(), 1.0, 512));
    assertThat(settings.run().restart()).isEqualTo(Restart.ALWAYS);
    assertThat(settings.keeping()).isEqualTo(new AppSettings.Keeping(5, true, true));
  }

  @Test
  void onlyWhatWasSaidIsKeptEachInOneForm() {
    AppSettings settings =
        read(
            Map.of(
                "port",
                3000L,
                "cpus",
                new BigDecimal("0.50"),
                "command",
                "npm start",
                "release_command",
                List.of("npm", "run", "migrate"),
                "volumes",
                Map.of("data", "/var/lib/data"),
                "restart",
                "on_failure",
                "replicas",
                1,
                "unknown",
                true));

    assertThat(settings.given())
        .containsOnlyKeys(
            "command", "cpus", "port", "release_command", "replicas", "restart", "volumes")
        .containsEntry("port", 3000)
        .containsEntry("cpus", 0.5)
        .containsEntry("command", List.of("/bin/sh", "-c", "npm start"));
    assertThat(read(settings.given())).isEqualTo(settings);
    assertThat(settings.run().restart()).isEqualTo(Restart.ON_FAILURE);
  }

  @Test
  void aChangeLeavesTheRestAndNullGoesBackToTheDefault() {
    AppSettings before = read(Map.of("port", 3000, "pids", 64));
    Map<String, @Nullable Object> changes = new HashMap<>();
    changes.put("port", null);
    changes.put("health_path", "/healthz");

    AppSettings after = before.with(changes, new Fields());

    assertThat(after.given()).isEqualTo(Map.of("pids", 64, "health_path", "/healthz"));
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    Fields fields = new Fields();
    AppSettings.of(Map.of("port", 0, "cpus", "much", "pids", 64), fields);

    assertThatThrownBy(fields::refuse)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.details())
                    .extracting(FieldProblem::field)
                    .containsExactlyInAnyOrder("settings.port", "settings.cpus"));
  }

  static Stream<Arguments> whatDoesNotFit() {
    return Stream.of(
        Arguments.of("port", 65_536),
        Arguments.of("port", 1.5),
        Arguments.of("port", "3000"),
        Arguments.of("port", new BigDecimal("1e9999")),
        Arguments.of("health_status", 99),
        Arguments.of("health_path", "healthz"),
        Arguments.of("health_path", "/a b"),
        Arguments.of("dockerfile_path", "/etc/passwd"),
        Arguments.of("dockerfile_path", "a/../../b"),
        Arguments.of("dockerfile_path", "a\\b"),
        Arguments.of("context", ".."),
        Arguments.of("build_target", "a b"),
        Arguments.of("build_args", Map.of("1A", "x")),
        Arguments.of("build_args", Map.of("A", 1)),
        Arguments.of("memory_mb", 31),
        Arguments.of("cpus", 0),
        Arguments.of("cpus", Double.NaN),
        Arguments.of("pids", 15),
        Arguments.of("replicas", 2),
        Arguments.of("volumes", Map.of("Data", "/data")),
        Arguments.of("volumes", Map.of("data", "data")),
        Arguments.of("volumes", Map.of("data", "/")),
        Arguments.of("volumes", Map.of("data", "/proc/self")),
        Arguments.of("volumes", Map.of("data", "/a/../etc")),
        Arguments.of("volumes", Map.of("data", "/a:/b")),
        Arguments.of("restart", "sometimes"),
        Arguments.of("keep_releases", 0),
        Arguments.of("auto_rollback", "yes"),
        Arguments.of("command", ""),
        Arguments.of("command", List.of()),
        Arguments.of("command", Arrays.asList("a", null)),
        Arguments.of("command", "a\0b"),
        Arguments.of("command", "\ud800"),
        Arguments.of("release_command", Collections.nCopies(101, "a")));
  }

  @ParameterizedTest
  @MethodSource
  void whatDoesNotFit(String name, Object value) {
    assertThatThrownBy(() -> read(Map.of(name, value)))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.details())
                    .singleElement()
                    .extracting(FieldProblem::field)
                    .isEqualTo("settings." + name));
  }

  private static AppSettings read(Map<String, Object> said) {
    Fields fields = new Fields();
    AppSettings settings = AppSettings.of(said, fields);
    fields.refuse();
    return settings;
  }

  private static <T> Optional<T> empty() {
    return Optional.empty();
  }
}
