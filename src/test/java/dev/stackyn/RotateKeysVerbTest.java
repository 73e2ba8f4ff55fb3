package dev.stackyn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.platform.domain.Variables;
import dev.stackyn.platform.domain.Vault;
import dev.stackyn.testing.Authenticator;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateKeysVerbTest {
  private static final String PASSWORD = "a good password";

  @TempDir private Path home;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

  @Test
  void aPlatformThatRunsGoesOnWithTheNewKey() throws Exception {
    String database = TestPostgres.url(TestPostgres.freshDatabase());
    Map<String, String> shared =
        Map.of("DATABASE_URL", database, "STACKYN_KEYS", home.resolve("keys").toString());
    try (TestPlatform platform = TestPlatform.start(shared).untilReady()) {
      Authenticator app = enrol(platform);
      Vault vault = platform.bean(Vault.class);
      String old = vault.keyOf(vault.seal(new byte[0]));

      assertThat(rotate(shared, List.of())).isTrue();

      String key = vault.keyOf(vault.seal(new byte[0]));
      assertThat(key).isNotEqualTo(old);
      assertThat(text())
          .contains("sealing with key " + key)
          .contains("second factors: 1 sealed anew")
          .contains("key " + old)
          .contains("stays for letters in jobs, at most 31 days");
      platform
          .stranger()
          .post(
              "/api/auth/login",
              Map.of("email", "ada@example.com", "password", PASSWORD, "totp", app.code(1)))
          .expect(200);
      assertThat(
              platform.query(
                  "select detail ->> 'sealing_key' from platform.audit_log"
                      + " where action = 'keys.rotated'"))
          .isEqualTo(key);

      assertThat(rotate(shared, List.of("--prune"))).isTrue();
      assertThat(text()).contains("second factors: 0 sealed anew");
      assertThat(vault.keyOf(vault.seal(new byte[0]))).isEqualTo(key);
    }
  }

  @Test
  void aDatabaseThatIsNotMigratedIsLeftAlone() {
    String database = TestPostgres.url(TestPostgres.freshDatabase());

    assertThatThrownBy(() -> rotate(Map.of("DATABASE_URL", database), List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run ./stackyn migrate up first");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void takesItsOwnWordsOnly() {
    assertThat(RotateKeysVerb.understands(List.of())).isTrue();
    assertThat(RotateKeysVerb.understands(List.of("--prune"))).isTrue();
    assertThat(RotateKeysVerb.understands(List.of("--force"))).isFalse();
    assertThat(RotateKeysVerb.understands(List.of("--prune", "now"))).isFalse();
  }

  private boolean rotate(Map<String, String> shared, List<String> words) throws Exception {
    Variables variables =
        new Variables(
            Map.of(
                "STACKYN_HOME",
                home.toString(),
                "DATABASE_URL",
                shared.getOrDefault("DATABASE_URL", ""),
                "STACKYN_KEYS",
                shared.getOrDefault("STACKYN_KEYS", "")));
    Settings settings = Settings.from(variables);
    assertThat(variables.problems()).isEmpty();
    return new RotateKeysVerb(settings, out).run(words);
  }

  private static Authenticator enrol(TestPlatform platform) {
    Person person = platform.signUp("ada@example.com");
    person.post("/api/auth/update-profile", Map.of("password", PASSWORD)).expect(200);
    Authenticator app =
        new Authenticator(person.post("/api/auth/totp").expect(200).text("secret"), platform);
    person.post("/api/auth/totp/confirm", Map.of("code", app.code(0))).expect(200);
    return app;
  }

  private String text() {
    return said.toString(StandardCharsets.UTF_8);
  }
}
