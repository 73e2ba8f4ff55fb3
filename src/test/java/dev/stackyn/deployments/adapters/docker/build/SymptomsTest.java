package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymptomsTest {
  private final DeployFailure failed =
      new DeployFailure(DeployCode.BUILD_FAILED, "The build failed with exit code 1.");

  private final List<String> heard = new ArrayList<>();
  private final Symptoms symptoms = new Symptoms(heard::add);

  @ParameterizedTest
  @CsvSource({
    "#7 npm ERR! signal SIGKILL, MEMORY_LIMIT_EXCEEDED",
    "#7 compile: signal: killed, MEMORY_LIMIT_EXCEEDED",
    "#7 Killed, MEMORY_LIMIT_EXCEEDED",
    "#7 sh: fork: Cannot allocate memory, MEMORY_LIMIT_EXCEEDED",
    "#7 dd: writing '/app/x': No space left on device, DISK_LIMIT_EXCEEDED",
    "#7 npm ERR! code ENOSPC, DISK_LIMIT_EXCEEDED",
    "#7 Killed 3 mutants of 4, BUILD_FAILED",
    "#7 expected 3 but was 4, BUILD_FAILED"
  })
  void whatTheLastLinesSayIsWhatHappened(String line, DeployCode code) {
    symptoms.accept(line);
    symptoms.accept("#7 exit status 1");

    assertThat(symptoms.named(failed).code()).isEqualTo(code);
    assertThat(heard).containsExactly(line, "#7 exit status 1");
  }

  @Test
  void whatWasSaidLongBeforeTheEndIsNotWhatItEndedOf() {
    symptoms.accept("#7 Killed");
    IntStream.range(0, 30).forEach(i -> symptoms.accept("#7 line " + i));

    assertThat(symptoms.named(failed)).isSameAs(failed);
  }

  @Test
  void whatTheBuilderKnowsByItselfStaysAsItIs() {
    DeployFailure invalid = new DeployFailure(DeployCode.DOCKERFILE_INVALID, "line 1");
    symptoms.accept("#7 Killed");

    assertThat(symptoms.named(invalid)).isSameAs(invalid);
  }
}
