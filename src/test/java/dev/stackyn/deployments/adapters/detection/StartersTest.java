package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the starters of the usual frameworks generate, and what becomes of each: every decision with
 * its reason, in its order, and the Dockerfile. With {@code -Dstackyn.starters=accept} the files
 * are written anew instead.
 */
class StartersTest {
  private static final Path FOLDER = Path.of("src/test/resources/starters");

  @TestFactory
  Stream<DynamicTest> everyStarterIsPlannedAsExpected() throws IOException {
    return starters().stream()
        .map(
            file -> DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> check(file)));
  }

  private static void check(Path file) throws IOException {
    Starter starter = Starter.read(file);
    if ("accept".equals(System.getProperty("stackyn.starters"))) {
      starter.accept();
    } else {
      assertThat(starter.decided()).isEqualTo(starter.expected());
    }
  }

  @Test
  void thereAreEnoughOfThemToMeanSomething() throws IOException {
    assertThat(starters()).hasSizeGreaterThanOrEqualTo(100);
  }

  private static List<Path> starters() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }
}
