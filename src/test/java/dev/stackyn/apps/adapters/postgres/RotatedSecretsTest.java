package dev.stackyn.apps.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.KeyRotation;
import dev.stackyn.platform.domain.KeyRotation.Outcome;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** No column that holds something sealed is forgotten when the key that seals is changed. */
class RotatedSecretsTest {
  private static final String SEALED_COLUMNS =
      """
      select string_agg(name, ' ' order by name)
      from (select table_schema || '.' || table_name || '.' || column_name as name
            from information_schema.columns
            where data_type = 'bytea' and table_schema in ('apps', 'deployments')) columns
      """;

  @Test
  void whatAppsAndTheirDeploymentsKeepIsSealedAnew() {
    try (TestPlatform platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady()) {
      Person ada = platform.member("ada@example.com");
      Answer made =
          ada.post(
                  "/api/v1/apps",
                  Map.of(
                      "name",
                      "Shop",
                      "repo_url",
                      "https://git.example.com/ada/shop.git",
                      "repo_token",
                      "a token of ada",
                      "env_vars",
                      List.of(Map.of("key", "WORD", "value", "open sesame"))))
              .expect(201);
      assertThat(made.body()).doesNotContain("a token of ada");
      ada.put(
              "/api/v1/apps/" + id(made) + "/registries/ghcr.io",
              Map.of("user", "ada", "password", "password of ada"))
          .expect(200);

      Outcome outcome = platform.bean(KeyRotation.class).rotate(Duration.ofDays(30));

      assertThat(outcome.isComplete()).isTrue();
      String columns = platform.query(SEALED_COLUMNS);
      assertThat(columns)
          .isEqualTo(
              "apps.apps.credential apps.env_vars.value apps.registry_logins.password"
                  + " deployments.deployments.spec");
      for (String column : columns.split(" ", -1)) {
        assertThat(key(platform, column)).as(column).isEqualTo(outcome.newest().id());
      }
      assertThat(ada.get("/api/apps").expect(200).body()).doesNotContain("sesame");
    }
  }

  private static String id(Answer made) {
    Map<?, ?> app = (Map<?, ?>) Objects.requireNonNull(made.json().get("app"));
    return String.valueOf(app.get("id"));
  }

  private static String key(TestPlatform platform, String column) {
    String table = column.substring(0, column.lastIndexOf('.'));
    String name = column.substring(table.length() + 1);
    String hex = platform.query("select encode(%s, 'hex') from %s".formatted(name, table));
    return platform.bean(Vault.class).keyOf(SealedBytes.of(HexFormat.of().parseHex(hex)));
  }
}
