package dev.stackyn.deployments.adapters.docker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.adapters.docker.Refused;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.AppId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartProblemTest {
  private static final AppId APP = new AppId(new UUID(1, 2));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "No such image: sha256:12|RELEASE_GONE|no longer on the engine",
        "No command specified|APP_CRASHED|no command to start",
        "OCI runtime create failed: container_linux.go:380: starting container process caused:"
            + " exec: \"nope\": executable file not found in $PATH: unknown"
            + "|APP_CRASHED|no program \"nope\"",
        "OCI runtime create failed: runc create failed: unable to start container process: exec:"
            + " \"/app/run\": permission denied: unknown|APP_CRASHED|may not be executed",
        "unable to find user web: no matching entries in passwd file|APP_CRASHED|no user \"web\"",
        "no available IPv4 addresses on this network's address pools: x"
            + "|INTERNAL_PLATFORM_ERROR|network is full",
        "write /var/lib/docker/x: no space left on device|INTERNAL_PLATFORM_ERROR|disk is full",
        "something new in /var/lib/docker with A=secret|INTERNAL_PLATFORM_ERROR|(status 500)"
      })
  void saysWhatIsWrongAndNothingOfTheHost(String words, String code, String text) {
    DeployFailure failure =
        StartProblem.of(new Refused(500, words), Specs.serve(APP, 1, "stackyn-test/none"));
    assertThat(failure.code()).hasToString(code);
    assertThat(failure.text()).contains(text).doesNotContain("secret", "/var/lib");
    assertThat(failure).hasNoCause();
  }

  @Test
  void knowsANetworkThatIsGone() {
    assertThat(StartProblem.isLostNetwork(new Refused(404, "network stackyn-1 not found")))
        .isTrue();
    assertThat(StartProblem.isLostNetwork(new Refused(404, "No such container: 1"))).isFalse();
  }
}
