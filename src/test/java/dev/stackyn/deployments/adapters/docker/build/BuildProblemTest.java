package dev.stackyn.deployments.adapters.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.build.BuildProgress.FailedStep;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.DeployFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of engines 20.10 to 28, and of BuildKit 0.8 to 0.20. */
class BuildProblemTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          BUILD_FAILED            | executor failed running [/bin/sh -c exit 7]: exit code: 7                                     | exit code 7
          BUILD_FAILED            | process "/bin/sh -c exit 7" did not complete successfully: exit code: 7                       | exit code 7
          BUILD_FAILED            | The command '/bin/sh -c exit 7' returned a non-zero code: 7                                   | exit code 7
          MEMORY_LIMIT_EXCEEDED   | process "/bin/sh -c npm ci" did not complete successfully: exit code: 137                     | exit code 137
          MEMORY_LIMIT_EXCEEDED   | failed to solve: ResourceExhausted: process "/bin/sh -c npm ci" did not complete successfully: cannot allocate memory | more memory than builds may use
          DISK_LIMIT_EXCEEDED     | failed to solve: write /x/y: no space left on device                                          | no room
          DISK_LIMIT_EXCEEDED     | process "/bin/sh -c cp" did not complete: write a: no space left on device: exit code: 1      | no room
          DOCKERFILE_INVALID      | failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 3: unknown instruction: RUNN | Dockerfile, line 3: dockerfile parse error line 3: unknown instruction: RUNN
          DOCKERFILE_INVALID      | dockerfile parse error on line 12: unknown instruction: RUNN (did you mean RUN?)              | line 12
          DOCKERFILE_INVALID      | failed to solve: target stage "zzz" could not be found                                        | target stage
          DOCKERFILE_INVALID      | the Dockerfile (Dockerfile) cannot be empty                                                   | cannot be empty
          DOCKERFILE_INVALID      | Dockerfile parse error line 2: Unknown flag: link                                             | line 2
          BASE_IMAGE_UNAVAILABLE  | failed to load cache key: failed to do request: Head "https://registry-1.docker.io/v2/no/stage/manifests/latest": dial tcp: lookup registry-1.docker.io: no such host | "registry-1.docker.io/no/stage:latest" cannot be fetched: docker.io does not answer
          BASE_IMAGE_UNAVAILABLE  | failed to solve: nowhere.example/a:1: failed to resolve source metadata for nowhere.example/a:1: nowhere.example/a:1: not found | "nowhere.example/a:1" does not exist
          BASE_IMAGE_UNAVAILABLE  | failed to create LLB definition: pull access denied, repository does not exist or may require authorization | A base image is not public
          BASE_IMAGE_UNAVAILABLE  | no active sessions                                                                            | A base image cannot be fetched
          BUILD_FAILED            | failed to compute cache key: "/nope" not found: not found                                     | "/nope" not found
          BUILD_FAILED            | failed to walk /var/lib/docker/tmp/buildkit-mount1/x: lstat: no such file                     | failed to walk …: lstat
          """)
  void namesTheOneToBlame(DeployCode code, String text, String message) {
    DeployFailure failure =
        new BuildProblem(text, Optional.empty(), Optional.empty()).failure("Dockerfile");
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.text()).contains(message).doesNotContain("/var/lib", "rpc error", "LLB");
  }

  @Test
  void namesTheStep() {
    FailedStep step = new FailedStep("[2/4] RUN npm ci", "exit code: 1");
    DeployFailure failure =
        new BuildProblem("anything", Optional.of(step), Optional.of(9)).failure("Dockerfile");
    assertThat(failure.text())
        .startsWith("The build failed at \"[2/4] RUN npm ci\" with exit code 9.");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          false | pull access denied for x, repository does not exist or may require 'docker login'      | login
          false | manifest for node:99 not found: manifest unknown: manifest unknown                     | does not exist
          false | no basic auth credentials                                                               | login
          false | unauthorized: incorrect username or password                                            | login
          false | toomanyrequests: You have reached your pull rate limit                                  | no more downloads
          false | no matching manifest for linux/arm64/v8 in the manifest list entries                    | does not exist
          true  | dial tcp 127.0.0.1:9: connect: connection refused                                       | does not answer
          true  | lookup registry.example on 1.1.1.1:53: no such host                                     | does not answer
          true  | net/http: TLS handshake timeout                                                         | does not answer
          true  | received unexpected HTTP status: 503 Service Unavailable                                | does not answer
          false | something nobody has seen                                                               | cannot be fetched
          """)
  void saysWhyAnImageIsNotToBeHadAndWhetherToTryAgain(boolean again, String text, String message) {
    assertThat(PullProblem.mayPass(text)).isEqualTo(again);
    DeployFailure failure = PullProblem.failure("r.example/a:1", text);
    assertThat(failure.code()).isEqualTo(DeployCode.BASE_IMAGE_UNAVAILABLE);
    assertThat(failure.text()).contains("\"r.example/a:1\"", message);
  }
}
