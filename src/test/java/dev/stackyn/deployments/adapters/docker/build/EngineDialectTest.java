package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.BuiltImage.HealthCheck;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EngineDialectTest {
  @Test
  void knowsAnOldEngine() throws IOException {
    EngineDialect dialect = EngineDialect.of(Recorded.json("20.10/version.json"));
    assertThat(dialect).isEqualTo(new EngineDialect(20, "1.41", "linux/amd64"));
    assertThat(dialect.hasBuildKit()).isTrue();
    assertThat(dialect.knowsHeredocs()).isFalse();
  }

  @Test
  void knowsANewEngine() throws IOException {
    EngineDialect dialect = EngineDialect.of(Recorded.json("newer/version.json"));
    assertThat(dialect).isEqualTo(new EngineDialect(29, "1.54", "linux/arm64"));
    assertThat(dialect.hasBuildKit()).isTrue();
    assertThat(dialect.knowsHeredocs()).isTrue();
  }

  @Test
  void expectsLittleOfAnEngineThatSaysLittle() throws IOException {
    assertThat(EngineDialect.of(parsed("{}")).hasBuildKit()).isFalse();
    assertThat(EngineDialect.of(parsed("{\"ApiVersion\":\"1.38\"}")).hasBuildKit()).isFalse();
    assertThat(EngineDialect.of(parsed("{\"ApiVersion\":\"2.0\"}")).hasBuildKit()).isTrue();
    assertThat(
            EngineDialect.of(parsed("{\"ApiVersion\":\"1.41\",\"Os\":\"windows\"}")).hasBuildKit())
        .isFalse();
  }

  @Test
  void readsAnImageOfAnOldEngine() throws IOException {
    BuiltImage image = EngineDialect.image(Recorded.json("20.10/image.json")).orElseThrow();
    assertThat(image.deployment().value()).isEqualTo(12);
    assertThat(image.names()).containsExactly("stackyn-test/rec:latest");
    assertThat(image.size()).isPositive();
    assertThat(image.made()).isAfter(Instant.EPOCH);
    assertThat(image.config().ports()).containsExactly(8080);
    assertThat(image.config().volumes()).containsExactly("/data");
    assertThat(image.config().user()).isEqualTo("app");
    assertThat(image.config().startable()).isTrue();
    assertThat(image.config().stopSignal()).contains("SIGQUIT");
    assertThat(image.config().healthCheck().map(HealthCheck::test).orElseThrow())
        .containsExactly("CMD-SHELL", "true");
  }

  @Test
  void readsAnImageOfANewEngineThatLeavesOutWhatIsNotSet() throws IOException {
    BuiltImage image = EngineDialect.image(Recorded.json("newer/image.json")).orElseThrow();
    assertThat(image.names()).isEmpty();
    assertThat(image.made()).isEqualTo(Instant.parse("2026-03-01T09:20:30.5Z"));
    assertThat(image.config().ports()).containsExactly(3000);
    assertThat(image.config().user()).isEmpty();
    assertThat(image.config().startable()).isTrue();
    assertThat(image.config().volumes()).isEmpty();
    assertThat(image.config().stopSignal()).isEmpty();
    assertThat(image.config().healthCheck()).isEmpty();
  }

  @Test
  void takesNoImageForOursThatIsNotOne() throws IOException {
    assertThat(EngineDialect.image(parsed("{\"Id\":\"x\",\"Config\":null}"))).isEmpty();
    assertThat(
            EngineDialect.image(
                parsed("{\"Config\":{\"Labels\":{\"stackyn.deployment\":\"none\"}}}")))
        .isEmpty();
  }

  @Test
  void findsTheErrorInItsOldAndNewForm() throws IOException {
    assertThat(EngineDialect.error(parsed("{\"error\":\"old\"}"))).contains("old");
    assertThat(
            EngineDialect.error(
                parsed("{\"errorDetail\":{\"message\":\"new\",\"code\":3},\"error\":\"old\"}")))
        .contains("new");
    assertThat(EngineDialect.exitCode(parsed("{\"errorDetail\":{\"code\":3}}"))).contains(3);
    assertThat(EngineDialect.error(parsed("{\"stream\":\"fine\"}"))).isEmpty();
    assertThat(EngineDialect.exitCode(parsed("{}"))).isEmpty();
  }

  private static JsonNode parsed(String text) throws IOException {
    return Recorded.json(text.getBytes(StandardCharsets.UTF_8));
  }
}
