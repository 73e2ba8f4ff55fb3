package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aTokenIsShownOnceAndWorksUntilItIsRevoked() {
    Person admin = platform.admin();
    Answer made = create(admin, Map.of("name", "ci", "scopes", List.of("admin")), 201);
    String text = made.text("token");
    Person program = platform.stranger().with(text);

    assertThat(text).startsWith("stk_");
    program.get("/admin/audit").expect(200);
    Answer list = admin.get("/api/v1/tokens").expect(200);
    assertThat(list.body()).doesNotContain(text);
    assertThat(list.list("tokens").getFirst())
        .containsEntry("name", "ci")
        .containsEntry("scopes", List.of("admin"))
        .containsEntry("expires_at", null);
    assertThat(list.list("tokens").getFirst().get("last_used_at")).isNotNull();

    admin.delete("/api/v1/tokens/" + made.text("id")).expect(200);

    program.get("/admin/audit").expect(401, "UNAUTHORIZED", "Invalid or expired token");
    admin.delete("/api/v1/tokens/" + made.text("id")).expect(404, "NOT_FOUND", "Token not found");
  }

  @Test
  void aTokenReachesNoFurtherThanItsScopes() {
    Person admin = platform.admin();
    for (String scope : List.of("read", "deploy")) {
      Answer made = create(admin, Map.of("name", scope, "scopes", List.of(scope)), 201);

      platform
          .stranger()
          .with(made.text("token"))
          .get("/admin/audit")
          .expect(403, "SCOPE_TOO_SMALL", "The token's scopes do not reach this far.");
    }
  }

  @Test
  void aTokenCannotManageTheAccount() {
    Person admin = platform.admin();
    Person program =
        admin.with(
            create(admin, Map.of("name", "all", "scopes", List.of("admin")), 201).text("token"));

    program
        .post("/api/auth/update-profile", Map.of("password", "a stolen password"))
        .expect(403, "SCOPE_TOO_SMALL", "API tokens cannot be used here: sign in.");
    create(program, Map.of("name", "more", "scopes", List.of("admin")), 403);
  }

  @Test
  void onlyAnAdministratorMakesAdministratorsTokens() {
    create(
            platform.signUp("user-tokens@example.com"),
            Map.of("name", "x", "scopes", List.of("admin")),
            400)
        .expect(400, "INVALID_INPUT", "only administrators may make tokens with admin");
  }

  @Test
  void whatIsAskedForIsChecked() {
    Person person = platform.signUp("wishes@example.com");

    create(person, Map.of("scopes", List.of("read")), 400);
    create(person, Map.of("name", "x".repeat(64), "scopes", List.of("read")), 400);
    create(person, Map.of("name", "x"), 400);
    create(person, Map.of("name", "x", "scopes", List.of("all")), 400);
    create(person, Map.of("name", "x", "scopes", List.of("read"), "expires_in_days", 0), 400);
  }

  @Test
  void anExpiredTokenIsRefused() {
    Person person = platform.signUp("expiry@example.com");
    Answer made =
        create(person, Map.of("name", "x", "scopes", List.of("read"), "expires_in_days", 1), 201);
    platform.sql(
        "update identity.api_tokens set expires_at = now() where id = '" + made.text("id") + "'");

    platform
        .stranger()
        .with(made.text("token"))
        .get("/admin/audit")
        .expect(401, "UNAUTHORIZED", "Invalid or expired token");
  }

  @Test
  void somebodyElsesTokenIsNotFound() {
    Person ada = platform.signUp("ada-tokens@example.com");
    Answer made = create(ada, Map.of("name", "x", "scopes", List.of("read")), 201);

    platform
        .signUp("eve-tokens@example.com")
        .delete("/api/v1/tokens/" + made.text("id"))
        .expect(404, "NOT_FOUND", "Token not found");
  }

  private static Answer create(Person person, Map<String, ?> body, int status) {
    return person.post("/api/v1/tokens", body).expect(status);
  }
}
