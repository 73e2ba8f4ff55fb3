package dev.stackyn.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.DatabaseSettings.Location;
import dev.stackyn.platform.domain.DatabaseSettings.Migrate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformSettingsTest {

  @Test
  void theDefaultsAreThese() {
    PlatformSettings settings = read(Map.of());

    assertThat(settings.home()).isEqualTo(Path.of(System.getProperty("user.home"), ".stackyn"));
    assertThat(settings.keys()).isEqualTo(settings.home().resolve("keys"));
    assertThat(settings.http().host()).isEqualTo("0.0.0.0");
    assertThat(settings.http().port()).isEqualTo(8080);
    assertThat(settings.http().allowedOrigins())
        .containsExactly(
            "http://localhost:3000",
            "http://localhost:3001",
            "http://localhost:5173",
            "http://localhost:5174",
            "http://127.0.0.1:3000",
            "http://127.0.0.1:3001",
            "http://127.0.0.1:5173",
            "http://127.0.0.1:5174");
    assertThat(settings.http().limits())
        .isEqualTo(
            new HttpSettings.HttpLimits(
                1 << 20,
                16 << 10,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(20)));
    assertThat(settings.http().metricsToken()).isEmpty();
    assertThat(settings.database().location())
        .isEqualTo(new Location.Embedded(settings.home().resolve("postgres")));
    assertThat(settings.database().pool())
        .isEqualTo(new DatabaseSettings.Pool(10, 2, Duration.ofSeconds(2), Duration.ofMinutes(30)));
    assertThat(settings.database().migrate()).isEqualTo(Migrate.AUTO);
    assertThat(settings.engine().docker().host())
        .isEqualTo(URI.create("unix:///var/run/docker.sock"));
    assertThat(settings.engine().routing()).isEqualTo(new RoutingSettings("localhost", 8000));
    assertThat(settings.log())
        .isEqualTo(new LogSettings(LogSettings.Level.INFO, LogSettings.Format.JSON));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PORT | eighty | must be a whole number from 0 to 65535",
        "PORT | 70000 | must be a whole number from 0 to 65535",
        "CORS_ALLOWED_ORIGINS | * | comma list of origins",
        "CORS_ALLOWED_ORIGINS | https://a.example/ | comma list of origins",
        "CORS_ALLOWED_ORIGINS | https://*.example.com | comma list of origins",
        "STACKYN_METRICS_TOKEN | short | at least 16 characters",
        "STACKYN_MAX_BODY | big | must be a size such as",
        "STACKYN_MAX_BODY | 1 | must lie between",
        "STACKYN_REQUEST_TIMEOUT | soon | must be a duration such as",
        "STACKYN_REQUEST_TIMEOUT | 2h | must lie between 1s and 1h",
        "STACKYN_IDLE_TIMEOUT | 0s | must lie between 1s and 1h",
        "STACKYN_SHUTDOWN_GRACE | 1d | must lie between",
        "DATABASE_URL | mysql://a:b@c/d | must look like postgres://",
        "DATABASE_URL | postgres://host/db | names no user",
        "DATABASE_URL | postgres://u:p@host/db?sslmode=maybe | verify-full",
        "DATABASE_URL | postgres://u:p@host/db?frobnicate=1 | \"frobnicate\", which is not known",
        "DATABASE_URL | postgres://u:p/w@host/db | must look like postgres://",
        "POSTGRES_PORT | 0 | must be a whole number from 1",
        "POSTGRES_SSLMODE | on | must be one of disable, allow, prefer",
        "STACKYN_DATABASE_POOL_MAX | 1 | must be a whole number from 2",
        "STACKYN_MIGRATE | sometimes | must be one of auto, off",
        "DOCKER_HOST | npipe://x | must look like unix:///var/run/docker.sock",
        "DOCKER_HOST | tcp://host | must look like unix:///var/run/docker.sock",
        "DOCKER_HOST | not a uri | must look like unix:///var/run/docker.sock",
        "BASE_DOMAIN | Example.com | must be a domain name in lower case",
        "BASE_DOMAIN | https://example.com | must be a domain name",
        "STACKYN_ROUTER_PORT | x | must be a whole number",
        "LOG_LEVEL | loud | must be one of trace, debug, info, warn, error",
        "LOG_FORMAT | xml | must be one of json, text",
      })
  void aBadValueIsNamedWithWhatWasExpected(String name, String value, String expectation) {
    Variables variables = new Variables(Map.of(name, value));
    PlatformSettings.from(variables);

    assertThat(variables.problems()).hasSize(1);
    assertThat(variables.problems().getFirst()).startsWith(name + ": ").contains(expectation);
  }

  @Test
  void allProblemsAreToldAtOnce() {
    Variables variables =
        new Variables(
            Map.of("PORT", "x", "LOG_LEVEL", "x", "BASE_DOMAIN", "X", "DATABASE_URL", "x"));
    PlatformSettings.from(variables);

    assertThat(variables.problems())
        .hasSize(4)
        .anyMatch(p -> p.startsWith("PORT:"))
        .anyMatch(p -> p.startsWith("LOG_LEVEL:"))
        .anyMatch(p -> p.startsWith("BASE_DOMAIN:"))
        .anyMatch(p -> p.startsWith("DATABASE_URL:"));
  }

  @Test
  void aProblemNeverRepeatsTheValue() {
    Map<String, String> bad = new HashMap<>();
    bad.put("DATABASE_URL", "postgres://u:hunter2 @host/db");
    bad.put("STACKYN_METRICS_TOKEN", "hunter2");
    bad.put("PORT", "hunter2");
    Variables variables = new Variables(bad);
    PlatformSettings.from(variables);

    assertThat(variables.problems()).hasSize(3).noneMatch(p -> p.contains("hunter2"));
  }

  @Test
  void bothPortsMustDiffer() {
    Variables variables = new Variables(Map.of("PORT", "9000", "STACKYN_ROUTER_PORT", "9000"));
    PlatformSettings.from(variables);

    assertThat(variables.problems()).containsExactly("STACKYN_ROUTER_PORT: must differ from PORT");
  }

  @Test
  void olderNamesAreReadToo() {
    PlatformSettings settings =
        read(
            Map.of(
                "SERVER_PORT", "9001",
                "SERVER_ADDR", "127.0.0.1",
                "ALLOWED_ORIGINS", "https://a.example,https://b.example:8443",
                "APP_BASE_DOMAIN", "apps.example.com"));

    assertThat(settings.http().port()).isEqualTo(9001);
    assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    assertThat(settings.http().allowedOrigins())
        .containsExactly("https://a.example", "https://b.example:8443");
    assertThat(settings.engine().routing().baseDomain()).isEqualTo("apps.example.com");
  }

  @Test
  void theDocumentedNameWinsOverAnOlderOneAndSaysSo() {
    Variables variables = new Variables(Map.of("PORT", "1", "SERVER_PORT", "2"));

    assertThat(PlatformSettings.from(variables).http().port()).isEqualTo(1);
    assertThat(variables.warnings())
        .containsExactly("PORT is used; SERVER_PORT says something else and is ignored");
  }

  @Test
  void anUnknownNameOfOursIsWarnedAbout() {
    Variables variables = new Variables(Map.of("STACKYN_PROT", "1", "OTHER_NAME", "1"));
    PlatformSettings.from(variables);

    assertThat(variables.problems()).isEmpty();
    assertThat(variables.warnings())
        .containsExactly("STACKYN_PROT: no such setting; it is ignored");
  }

  @Test
  void anEmptyValueCountsAsUnset() {
    assertThat(read(Map.of("PORT", "", "DATABASE_URL", " ")).http().port()).isEqualTo(8080);
  }

  @Test
  void corsCanBeSwitchedOff() {
    assertThat(read(Map.of("CORS_ALLOWED_ORIGINS", "off")).http().allowedOrigins()).isEmpty();
  }

  @Test
  void tlsToDockerNeedsItsCertificates() {
    Variables variables = new Variables(Map.of("DOCKER_TLS_VERIFY", "1"));
    PlatformSettings.from(variables);

    assertThat(variables.problems())
        .singleElement()
        .asString()
        .startsWith("DOCKER_CERT_PATH: must name the folder");
    assertThat(
            read(Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/certs"))
                .engine()
                .docker()
                .certificates())
        .hasValue(Path.of("/certs"));
  }

  @Test
  void theLocalAddressIsOneThatABrowserCanOpen() {
    assertThat(read(Map.of()).http().localUrl(8080)).isEqualTo(URI.create("http://localhost:8080"));
    assertThat(read(Map.of("SERVER_HOST", "::1")).http().localUrl(1))
        .isEqualTo(URI.create("http://[::1]:1"));
  }

  private static PlatformSettings read(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    PlatformSettings settings = PlatformSettings.from(variables);
    assertThat(variables.problems()).isEqualTo(List.of());
    return settings;
  }
}
