package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that shows a deployment's states shows every step there is, and no other. */
class DeploymentStatesPageTest {
  @Test
  void everyStepHasItsLine() throws IOException {
    String page = Files.readString(Path.of("docs/states.md"));
    List<String> lines =
        page.substring(page.indexOf("# The states of a deployment"))
            .lines()
            .map(String::strip)
            .filter(line -> line.matches("[a-z]+ --> [a-z]+"))
            .toList();

    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(DeploymentStatus.values())
                .flatMap(from ->
                    Stream.of(DeploymentStatus.values())
                        .filter(to -> to != from && from.mayBecome(to))
                        .map(to -> from.word() + " --> " + to.word()))
                .toList());
  }

  @Test
  void whatHasEndedStaysAsItIs() {
    for (DeploymentStatus ended : List.of(DeploymentStatus.FAILED, DeploymentStatus.CANCELLED)) {
      assertThat(DeploymentStatus.values()).noneMatch(ended::mayBecome);
    }
    assertThat(DeploymentStatus.values())
        .filteredOn(DeploymentStatus.STOPPED::mayBecome)
        .containsExactly(DeploymentStatus.RUNNING);
  }
}
