package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.RegistryLogin;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Logins for registries: each app's, and the platform's for those that have none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistriesApiTest {
  private TestPlatform platform;
  private Person ada;
  private Person admin;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
    ada = platform.member("ada@example.com");
    admin = platform.admin();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void theyComeAndGoAndNeverShowTheirPasswords() {
    String registries = path(created("Coming"), "/registries");
    Answer set =
        ada.put(registries + "/GHCR.io", Map.of("user", " ada ", "password", "open sesame"));
    ada.put(registries + "/127.0.0.1:5000", Map.of("user", "ci", "password", "x")).expect(200);

    assertThat(set.expect(200).json())
        .containsOnlyKeys("host", "user", "created_at", "updated_at")
        .containsEntry("host", "ghcr.io")
        .containsEntry("user", "ada");
    ada.put(registries + "/ghcr.io", Map.of("user", "bob", "password", "other")).expect(200);
    Answer list = ada.get(registries).expect(200);
    assertThat(list.body()).doesNotContain("sesame").doesNotContain("other");
    assertThat(hosts(list)).containsExactly("127.0.0.1:5000", "ghcr.io");
    assertThat(list.body()).contains("\"bob\"").doesNotContain("\"ada\"");

    ada.delete(registries + "/127.0.0.1:5000").expect(204);
    ada.delete(registries + "/127.0.0.1:5000")
        .expect(404, "NOT_FOUND", "There is no login for this registry");
    ada.delete(registries + "/no%20host").expect(404);
    assertThat(hosts(ada.get(registries))).containsExactly("ghcr.io");
    assertThat(
            platform.query(
                "select count(*) from platform.audit_log where action like 'registry.%'"
                    + " and detail::text like '%sesame%'"))
        .isEqualTo("0");
  }

  @Test
  void whatCannotBeOneIsRefusedAndNothingIsKept() {
    String registries = path(created("Refused"), "/registries");
    Map<String, String> login = Map.of("user", "ada", "password", "open sesame");

    ada.put(registries + "/ada", login).expect(400);
    ada.put(registries + "/ghcr.io%2Fada", login).expect(400);
    ada.put(registries + "/ghcr.io", Map.of("user", "ada")).expect(400);
    ada.put(registries + "/ghcr.io", Map.of("password", "x")).expect(400);
    ada.put(registries + "/ghcr.io", Map.of("user", "a:b", "password", "x")).expect(400);
    ada.put(registries + "/ghcr.io", Map.of("user", "a", "password", "x".repeat(16_385)))
        .expect(400);
    assertThat(ada.get(registries).expect(200).body()).isEqualTo("[]");
    for (int i = 0; i < 20; i++) {
      ada.put(registries + "/r" + i + ".example.com", login).expect(200);
    }
    ada.put(registries + "/r3.example.com", login).expect(200);
    ada.put(registries + "/more.example.com", login)
        .expect(400, "INVALID_INPUT", "There are at most 20 logins for registries.");
  }

  @Test
  void anAppsOwnLoginWinsOverThePlatforms() {
    for (String host : List.of("both.example.com", "platform.example.com")) {
      admin
          .put("/admin/registries/" + host, Map.of("user", "platform", "password", "theirs"))
          .expect(200);
    }
    Answer made = created("Deployed");
    ada.put(
            path(made, "/registries/both.example.com"),
            Map.of("user", "ada", "password", "open sesame"))
        .expect(200);

    Map<String, RegistryLogin> logins = asked(ada.post(path(made, "/redeploy"))).build().logins();

    assertThat(logins).containsOnlyKeys("both.example.com", "platform.example.com");
    assertThat(logins.get("both.example.com"))
        .satisfies(login -> assertThat(login.user()).isEqualTo("ada"))
        .satisfies(login -> assertThat(login.password().reveal()).isEqualTo("open sesame"));
    assertThat(logins.get("platform.example.com"))
        .extracting(RegistryLogin::user)
        .isEqualTo("platform");
    admin.delete("/admin/registries/both.example.com").expect(204);
    admin.delete("/admin/registries/platform.example.com").expect(204);
    assertThat(asked(ada.post(path(made, "/redeploy"))).build().logins())
        .containsOnlyKeys("both.example.com");
  }

  @Test
  void thePlatformsAreForAdministratorsAlone() {
    admin
        .put("/admin/registries/ghcr.io", Map.of("user", "robot", "password", "open sesame"))
        .expect(200);

    assertThat(admin.get("/admin/registries").expect(200).body())
        .contains("\"robot\"")
        .doesNotContain("sesame");
    ada.get("/admin/registries").expect(403);
    ada.put("/admin/registries/ghcr.io", Map.of("user", "ada", "password", "x")).expect(403);
    ada.delete("/admin/registries/ghcr.io").expect(403);
    assertThat(
            platform.query(
                "select count(*) from platform.audit_log"
                    + " where action = 'registry.set' and subject = 'platform'"
                    + " and detail::text like '%ghcr.io%'"))
        .isEqualTo("1");
    admin.delete("/admin/registries/ghcr.io").expect(204);
  }

  private Answer created(String name) {
    return ada.post(
            "/api/v1/apps",
            Map.of("name", name, "repo_url", "https://git.example.com/ada/shop.git"))
        .expect(201);
  }

  private static String path(Answer made, String route) {
    return "/api/v1/apps/" + object(made, "app").get("id") + route;
  }

  /** What the deployment that somebody asked for carries. */
  private DeploySpec asked(Answer answer) {
    Map<?, ?> deployment = object(answer.expect(200), "deployment");
    DeploymentId id = DeploymentId.parse(String.valueOf(deployment.get("id"))).orElseThrow();
    Requester owner = new Requester(platform.idOf("ada@example.com"), false);
    return platform.bean(Deployments.class).spec(owner, id);
  }

  private static List<Object> hosts(Answer list) {
    return list.array().stream().map(one -> one.get("host")).toList();
  }

  private static Map<?, ?> object(Answer answer, String field) {
    return (Map<?, ?>) Objects.requireNonNull(answer.json().get(field));
  }
}
