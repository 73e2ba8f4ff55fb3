package dev.stackyn.jobs.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that shows a job's states shows every move there is, and no other. */
class StatesPageTest {
  @Test
  void everyMoveHasItsLine() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("docs/states.md")).stream()
            .map(String::strip)
            .filter(line -> line.matches("[a-z]+ --> [a-z]+ : .*"))
            .toList();

    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Move.values()).map(StatesPageTest::line).toList());
  }

  private static String line(Move move) {
    return move.from().word() + " --> " + move.to().word() + " : " + move.name();
  }
}
