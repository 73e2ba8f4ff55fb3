package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.Plan;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What wishes do; what files do is in the starters. */
class DetectorTest {
  private static final Tree SERVER =
      Tree.of(
          "package.json",
          "{\"scripts\": {\"start\": \"node a.js\", \"build\": \"tsc\"}, \"dependencies\": {\"x\": \"1\"}}",
          "package-lock.json",
          "{}");

  private final Detector detector = new Detector(DetectionSettings.USUAL);

  @Test
  void theDockerfileThatTheOwnerNamesStandsAboveAllElse() {
    Tree tree = Tree.of("deploy/Web", "FROM x", "stackyn.json", "{\"language\": \"static\"}");

    Plan plan = detector.plan(tree, wishes(Optional.of(Path.of("deploy/Web"))));

    assertThat(plan.instructions()).isEqualTo(new Instructions.Own(Path.of("deploy/Web")));
  }

  @Test
  void oneThatIsNotThereIsMissed() {
    assertThatThrownBy(() -> detector.plan(SERVER, wishes(Optional.of(Path.of("Dockerfile.web")))))
        .isInstanceOf(DeployFailure.class)
        .hasMessage(
            "There is no Dockerfile.web in the repository. Add one, or set the Dockerfile's path.");
  }

  @Test
  void thePortThatTheOwnerHasSetIsListenedOn() {
    Plan plan =
        detector.plan(
            Tree.of("index.html", ""),
            new Wishes(
                Path.of(""), Optional.empty(), Optional.of(9000), BuildVariables.NONE, "app"));

    assertThat(dockerfile(plan)).contains("EXPOSE 9000");
    assertThat(plan.hints().port()).contains(9000);
  }

  @Test
  void stepsOfTheBuildGetItsVariablesAndWhatRunsDoesNot() {
    BuildVariables variables = new BuildVariables(Set.of("NPM_TOKEN"), "v1");

    Plan plan =
        detector.plan(
            SERVER, new Wishes(Path.of(""), Optional.empty(), Optional.empty(), variables, "app"));

    List<String> stages = List.of(dockerfile(plan).split("\n\n"));
    assertThat(stages).hasSize(5);
    assertThat(stages.get(1)).contains("id=NPM_TOKEN", "npm ci --omit=dev");
    assertThat(stages.get(2)).contains("id=NPM_TOKEN", "npm ci &&");
    assertThat(stages.get(3)).contains("id=NPM_TOKEN", "npm run build");
    assertThat(stages.getLast()).doesNotContain("NPM_TOKEN");
  }

  @Test
  void theSameIsDecidedEachTime() {
    assertThat(detector.plan(SERVER, wishes(Optional.empty())))
        .isEqualTo(detector.plan(SERVER, wishes(Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"start\": [\"a\\nRUN b\"]}",
        "{\"build\": \"make\\nFROM evil\"}",
        "{\"output\": \"../..\"}",
        "{\"output\": \"/etc\"}",
        "{\"packages\": [\"curl; reboot\"]}",
        "{\"packages\": \"curl\"}",
        "{\"packages\": {\"a\": \"curl\"}}",
        "{\"version\": \"1 AS x\\nRUN y\"}",
        "{\"health_path\": \"no slash\"}",
        "{\"port\": 70000}",
        "{\"port\": 1.5}",
        "{\"spa\": \"yes\"}",
        "{\"start\": []}",
        "{\"start\": \" \"}",
        "{\"language\": 7}",
        "{",
        "7"
      })
  void whatStackynJsonMustNotSayIsRefusedWithTheKey(String said) {
    assertThatThrownBy(() ->
            detector.plan(
                Tree.of("stackyn.json", said, "index.html", ""), wishes(Optional.empty())))
        .isInstanceOf(DeployFailure.class)
        .hasMessageStartingWith("stackyn.json");
  }

  private static Wishes wishes(Optional<Path> dockerfile) {
    return new Wishes(Path.of(""), dockerfile, Optional.empty(), BuildVariables.NONE, "app");
  }

  private static String dockerfile(Plan plan) {
    return ((Instructions.Generated) plan.instructions()).dockerfile();
  }
}
