package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Base;
import dev.stackyn.deployments.adapters.docker.build.Dockerfile.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerfileTest {
  @Test
  void needsTheImagesThatStagesBeginWith() {
    assertThat(
            bases(
                """
                FROM golang:1.22 AS build
                RUN go build
                FROM scratch
                COPY --from=build /app /app
                """))
        .containsExactly("golang:1.22");
  }

  @Test
  void needsTheImagesThatFilesAreTakenFrom() {
    assertThat(
            bases(
                """
                FROM alpine
                COPY --link --from=nginx:1 /etc/nginx /etc/
                ADD --chown=1:1 --from=busybox /bin/busybox /
                RUN --mount=type=bind,from=tools:2,target=/t --mount=type=cache,target=/c make
                """))
        .containsExactly("alpine", "nginx:1", "busybox", "tools:2");
  }

  @Test
  void needsNothingOfStagesThatAreNotBuilt() {
    String text =
        """
        FROM one AS a
        FROM two AS b
        FROM A AS c
        COPY --from=0 /x /y
        FROM four
        """;
    assertThat(bases(text)).containsExactly("four");
    assertThat(bases(text, "c")).containsExactly("one");
    assertThat(bases(text, "1")).containsExactly("two");
    assertThat(bases(text, "nowhere")).isEmpty();
  }

  @Test
  void takesArgumentsThatStandBeforeTheFirstStage() {
    String text =
        """
        ARG VERSION=1.0
        ARG NAME="app" TAIL=${VERSION}-slim
        ARG UNSET
        FROM ${NAME}:${TAIL}
        """;
    assertThat(bases(text)).containsExactly("app:1.0-slim");
    Dockerfile given = Dockerfile.read(text, Map.of("VERSION", "2"));
    assertThat(given.bases(Optional.empty())).extracting(Base::image).containsExactly("app:2-slim");
    assertThat(bases("ARG A\nFROM x:${A:-7}\n")).containsExactly("x:7");
    assertThat(bases("ARG A=1\nFROM x${A:+:full}\n")).containsExactly("x:full");
  }

  @Test
  void leavesToTheBuilderWhatItCannotResolve() {
    assertThat(bases("FROM $NOWHERE\n")).isEmpty();
    assertThat(bases("FROM a\nARG B=2\nFROM x:$B\n")).isEmpty();
  }

  @Test
  void readsThePlatformThatIsWanted() {
    Dockerfile file =
        Dockerfile.read("ARG P=linux/arm64\nFROM --platform=$P alpine AS x\n", Map.of());
    assertThat(file.bases(Optional.empty()))
        .containsExactly(new Base("alpine", Optional.of("linux/arm64")));
  }

  @Test
  void joinsLinesAndSkipsComments() {
    assertThat(
            bases(
                """
                # FROM commented
                  from \\
                # in between

                  alpine \\
                  as base
                RUN echo \\
                FROM inner
                """))
        .containsExactly("alpine");
    assertThat(bases("# escape=`\nFROM `\n  windows\n")).containsExactly("windows");
  }

  @Test
  void takesNothingInAHeredocForAnInstruction() {
    assertThat(
            bases(
                """
                FROM alpine
                RUN <<EOF cat <<-'END'
                FROM one
                EOF
                FROM two
                	END
                COPY <<"A.txt" /x
                FROM three
                A.txt
                """))
        .containsExactly("alpine");
    assertThat(bases("FROM alpine\nRUN echo $((1<<X))\nFROM last\n")).containsExactly("last");
  }

  @Test
  void readsTheSyntaxLineOnlyAtTheTop() {
    assertThat(Dockerfile.read("# syntax = docker/dockerfile:1\nFROM a\n", Map.of()).syntax())
        .contains("docker/dockerfile:1");
    assertThat(Dockerfile.read("#\n# syntax=x\nFROM a\n", Map.of()).syntax()).isEmpty();
    assertThat(bases("# escape=\\\n# syntax=docker/dockerfile:1\nFROM a\n"))
        .containsExactly("docker/dockerfile:1", "a");
  }

  @Test
  void readsNoStagesInAnotherLanguage() {
    assertThat(bases("# syntax=example/mill\nFROM nowhere\n")).containsExactly("example/mill");
  }

  @Test
  void noticesWhatNotEveryBuilderCanDo() {
    assertThat(features("FROM a\nRUN --mount=type=secret,id=x true\n"))
        .containsExactly(Feature.RUN_MOUNT, Feature.SECRET);
    assertThat(features("FROM a\nCOPY --chmod=755 --link a b\n"))
        .containsExactly(Feature.COPY_LINK, Feature.COPY_CHMOD);
    assertThat(features("FROM a\nRUN <<EOF\nx\nEOF\n")).containsExactly(Feature.HEREDOC);
    assertThat(features("FROM --platform=$BUILDPLATFORM a\nARG TARGETARCH\n"))
        .containsExactly(Feature.PLATFORM_ARGUMENT);
    assertThat(features("FROM a\nRUN echo '--mount --link' <x\n")).isEmpty();
  }

  @Test
  void readsAnythingAtAll() {
    for (String text :
        List.of(
            "",
            "\n",
            "FROM",
            "FROM \n",
            "# escape=\nFROM a",
            "COPY --from= x",
            "\\",
            "ARG\nARG =\nARG  \n",
            "FROM a AS",
            "RUN <<EOF")) {
      assertThat(Dockerfile.read(text, Map.of()).stages()).hasSizeLessThan(2);
    }
  }

  private static List<String> bases(String text) {
    return images(text, Optional.empty());
  }

  private static List<String> bases(String text, String target) {
    return images(text, Optional.of(target));
  }

  private static List<String> images(String text, Optional<String> target) {
    return Dockerfile.read(text, Map.of()).bases(target).stream().map(Base::image).toList();
  }

  private static List<Feature> features(String text) {
    return Dockerfile.read(text, Map.of()).features().stream().sorted().toList();
  }
}
