package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitSettingsTest {

  @Test
  void hasDefaultsThatLetNothingInside() {
    GitSettings settings = read(Map.of());

    assertThat(settings.folder()).isEqualTo(Path.of("/data/sources"));
    assertThat(settings.allowedHosts()).isEqualTo(AllowedHosts.NONE);
    assertThat(settings.limits())
        .isEqualTo(new GitSettings.GitLimits(Duration.ofMinutes(5), 1L << 30, 100_000, 100L << 20));
    assertThat(settings.mirrorBytes()).isEqualTo(5L << 30);
    assertThat(settings.proxies()).isEqualTo(ProxySettings.NONE);
  }

  @Test
  void readsEveryKindOfAllowedPlace() {
    AllowedHosts hosts =
        read(Map.of("STACKYN_GIT_ALLOWED_HOSTS", "Git.Internal, 10.0.0.0/8, ::1, file:/srv/git"))
            .allowedHosts();

    assertThat(hosts.names()).containsExactly("git.internal");
    assertThat(hosts.ranges()).hasSize(2);
    assertThat(hosts.roots()).containsExactly(Path.of("/srv/git"));
  }

  @Test
  void readsProxiesUnderTheirUsualNames() {
    ProxySettings proxies =
        read(Map.of(
                "https_proxy", "http://proxy.example.com:3128",
                "NO_PROXY", "localhost,.corp.example.com"))
            .proxies();

    assertThat(proxies.to("https", "github.com"))
        .contains(new ProxySettings.HostAndPort("proxy.example.com", 3128));
    assertThat(proxies.to("https", "git.corp.example.com")).isEmpty();
    assertThat(proxies.to("http", "github.com")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "STACKYN_GIT_ALLOWED_HOSTS, https://git.internal",
    "STACKYN_GIT_ALLOWED_HOSTS, 10.0.0.0/40",
    "STACKYN_GIT_TIMEOUT, never",
    "STACKYN_GIT_MAX_FILES, 0",
    "HTTPS_PROXY, https://user:password@proxy"
  })
  void notesWhatDoesNotFit(String name, String value) {
    Map<String, String> values = new HashMap<>(Map.of("STACKYN_HOME", "/data", name, value));
    Variables variables = new Variables(values);
    GitSettings.from(variables, PlatformSettings.from(variables));

    assertThat(variables.problems())
        .hasSize(1)
        .allMatch(problem -> problem.startsWith(name) && !problem.contains("password@"));
  }

  private static GitSettings read(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("STACKYN_HOME", "/data");
    Variables variables = new Variables(values);
    GitSettings settings = GitSettings.from(variables, PlatformSettings.from(variables));
    assertThat(variables.problems()).isEmpty();
    return settings;
  }
}
