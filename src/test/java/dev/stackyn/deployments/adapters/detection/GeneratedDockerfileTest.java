package dev.stackyn.deployments.adapters.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.deployments.engine.Instructions;
import dev.stackyn.deployments.engine.ports.Planner.BuildVariables;
import dev.stackyn.deployments.engine.ports.Planner.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds of every Dockerfile, whatever it was written for. */
class GeneratedDockerfileTest {
  private static final Path FOLDER = Path.of("src/test/resources/starters");
  private static final Pattern INSTRUCTION =
      Pattern.compile(
          "FROM [\\w./:@-]+( AS [a-z]+)?|WORKDIR [\\w./@+-]+|ENV [A-Z_]+=\\S+|EXPOSE \\d+|USER 1000:1000"
              + "|ARG STACKYN_BUILD_VARIABLES=7|COPY \\. \\.|COPY( --from=[\\w./:@-]+)?( --chown=1000:1000)? \\[.+\\]"
              + "|CMD \\[.+\\]|RUN .+");
  private static final Pattern CACHE =
      Pattern.compile("--mount=type=cache,id=[a-z0-9-]+,target=/[\\w./-]+");

  @TestFactory
  Stream<DynamicTest> onlySaysWhatEveryBuilderKnows() throws IOException {
    return each(dockerfile -> {
      assertThat(instructions(dockerfile)).allMatch(line -> INSTRUCTION.matcher(line).matches());
      assertThat(dockerfile).doesNotContain("<<", "--link", ",env=");
    });
  }

  @TestFactory
  Stream<DynamicTest> runsAsNobodyInParticularWithOneCommand() throws IOException {
    return each(dockerfile -> {
      String last = dockerfile.substring(dockerfile.lastIndexOf("\nFROM ") + 1);
      List<String> lines = instructions(last);
      assertThat(lines.getLast()).startsWith("CMD [");
      assertThat(last)
          .satisfiesAnyOf(
              text -> assertThat(text).contains("\nUSER 1000:1000\nCMD ["),
              text -> assertThat(text).startsWith("FROM nginxinc/nginx-unprivileged:"));
    });
  }

  @TestFactory
  Stream<DynamicTest> keepsCachesOfAppsApart() throws IOException {
    return each(dockerfile -> {
      long mounts = Pattern.compile("type=cache").matcher(dockerfile).results().count();
      assertThat(CACHE.matcher(dockerfile).results().map(found -> found.group()))
          .hasSize((int) mounts)
          .allMatch(mount -> mount.startsWith("--mount=type=cache,id=app-"));
    });
  }

  @TestFactory
  Stream<DynamicTest> givesVariablesToNoStepBeforeTheirVersionIsSaid() throws IOException {
    return each(dockerfile -> {
      for (String stage : dockerfile.split("(?m)^FROM ", -1)) {
        int secret = stage.indexOf("--mount=type=secret,id=API_KEY");
        int version = stage.indexOf("ARG STACKYN_BUILD_VARIABLES=7");
        assertThat(secret < 0 || version >= 0 && version < secret).isTrue();
      }
    });
  }

  private interface Check {
    void of(String dockerfile);
  }

  private static Stream<DynamicTest> each(Check check) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
          .map(file ->
              DynamicTest.dynamicTest(
                  FOLDER.relativize(file).toString(),
                  () -> dockerfile(Starter.read(file)).ifPresent(check::of)));
    }
  }

  private static Optional<String> dockerfile(Starter starter) {
    Wishes wishes =
        new Wishes(
            Path.of(starter.context()),
            Optional.empty(),
            Optional.empty(),
            new BuildVariables(Set.of("API_KEY"), "7"),
            "app");
    try {
      return Optional.of(
              new Detector(DetectionSettings.USUAL).plan(starter.tree(), wishes).instructions())
          .filter(Instructions.Generated.class::isInstance)
          .map(Instructions.Generated.class::cast)
          .map(Instructions.Generated::dockerfile);
    } catch (DeployFailure e) {
      return Optional.empty();
    }
  }

  /** Lines that go on in the next one are one instruction. */
  private static List<String> instructions(String dockerfile) {
    return Arrays.stream(dockerfile.replace(" \\\n", " ").split("\n"))
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
