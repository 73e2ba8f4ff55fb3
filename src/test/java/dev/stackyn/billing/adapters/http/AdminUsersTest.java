package dev.stackyn.billing.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminUsersTest {
  private static final String NOBODY = "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23";

  private TestPlatform platform;
  private Person admin;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
    admin = platform.admin();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void theListIsNewestFirstWithQuotas() {
    platform.signUp("list.one@example.com");
    platform.signUp("list.two@example.com");

    Answer answer = admin.get("/admin/users?search=LIST.&limit=10").expect(200);

    assertThat(answer.json())
        .containsOnlyKeys("users", "total", "limit", "offset")
        .containsEntry("total", 2)
        .containsEntry("limit", 10)
        .containsEntry("offset", 0);
    assertThat(answer.list("users"))
        .extracting(user -> user.get("email"))
        .containsExactly("list.two@example.com", "list.one@example.com");
    assertThat(answer.list("users").getFirst())
        .containsEntry("plan", "pro")
        .containsEntry("is_admin", false)
        .containsEntry("email_verified", true)
        .containsEntry("suspended", false)
        .containsKeys("id", "created_at", "updated_at");
    assertThat(object(object(answer.list("users").getFirst(), "quota"), "plan"))
        .containsKeys("max_apps", "max_ram_mb");
  }

  @Test
  void theListIsPaged() {
    for (int i = 0; i < 3; i++) {
      platform.signUp("page" + i + "@example.com");
    }

    assertThat(emails("/admin/users?search=page&limit=2"))
        .containsExactly("page2@example.com", "page1@example.com");
    assertThat(emails("/admin/users?search=page&limit=2&offset=2"))
        .containsExactly("page0@example.com");
    Answer beyond = admin.get("/admin/users?search=page&offset=100").expect(200);
    assertThat(beyond.list("users")).isEmpty();
    assertThat(beyond.json()).containsEntry("total", 3);
  }

  @Test
  void anEmptyListIsAListAndWildcardsAreText() {
    assertThat(admin.get("/admin/users?search=nobody-at-all").expect(200).body())
        .contains("\"users\":[]");
    assertThat(emails("/admin/users?search=%25")).isEmpty();
    assertThat(emails("/admin/users?search=_dmin")).isEmpty();
    assertThat(emails("/admin/users?search=%00")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 50, 0",
    "limit=101, 50, 0",
    "limit=many, 50, 0",
    "limit=100, 100, 0",
    "limit=1&offset=-1, 1, 0",
    "offset=x, 50, 0",
    "limit=&offset=7, 50, 7",
  })
  void whatMakesNoSenseCountsAsNotSaid(String query, int limit, int offset) {
    assertThat(admin.get("/admin/users?" + query).expect(200).json())
        .containsEntry("limit", limit)
        .containsEntry("offset", offset);
  }

  @Test
  void aChangedPlanIsVisibleAtOnceEverywhere() {
    Person ada = platform.signUp("plan@example.com");
    String id = platform.idOf("plan@example.com").toString();

    Answer changed = admin.patch("/admin/users/" + id + "/plan", Map.of("plan", "builder"));

    assertThat(changed.expect(200).json())
        .containsEntry("user_id", id)
        .containsEntry("plan", "builder")
        .containsKeys("message", "user", "quota");
    assertThat(admin.get("/admin/users?search=plan@").list("users").getFirst())
        .containsEntry("plan", "builder");
    assertThat(admin.get("/admin/users/" + id).expect(200).json()).containsEntry("plan", "builder");
    assertThat(ada.get("/api/user/me").expect(200).json()).containsEntry("plan", "builder");
    assertThat(object(object(ada.get("/api/user/me").json(), "quota"), "plan"))
        .containsEntry("max_apps", 2);
    assertThat(audited("user.plan_changed", id))
        .singleElement()
        .satisfies(entry ->
            assertThat(object(entry, "detail")).isEqualTo(Map.of("from", "pro", "to", "builder")));
  }

  @Test
  void aPlanThatDoesNotExistIsRefused() {
    platform.signUp("gold@example.com");
    String path = "/admin/users/" + platform.idOf("gold@example.com") + "/plan";

    admin.patch(path, Map.of("plan", "gold")).expect(400, "UNKNOWN_PLAN", "Plan 'gold' not found");
    admin.patch(path, Map.of("plan", "")).expect(400, "UNKNOWN_PLAN", "Plan '' not found");
    admin
        .patch(path, Map.of("plan", "x".repeat(1000)))
        .expect(400, "UNKNOWN_PLAN", "Plan '" + "x".repeat(60) + "…' not found");
    admin.patch(path, Map.of()).expect(400, "INVALID_INPUT", "must not be empty");
    admin
        .patch("/admin/users/" + NOBODY + "/plan", Map.of("plan", "pro"))
        .expect(404, "NOT_FOUND", "User not found");
  }

  @Test
  void aDeletedUserIsGone() {
    Person ada = platform.signUp("delete@example.com");
    String id = platform.idOf("delete@example.com").toString();

    assertThat(admin.delete("/admin/users/" + id).expect(200).json())
        .containsEntry("user_id", id)
        .containsEntry("apps_deleted", 0)
        .containsKey("message");

    ada.get("/api/user/me").expect(401, "UNAUTHORIZED", "Invalid or expired token");
    admin.get("/admin/users/" + id).expect(404, "NOT_FOUND", "User not found");
    admin.delete("/admin/users/" + id).expect(404, "NOT_FOUND", "User not found");
    assertThat(audited("user.deleted", id)).hasSize(1);
  }

  @Test
  void aSuspendedUserIsOutUntilHeIsLetInAgain() {
    Person ada = platform.signUp("suspend@example.com");
    String id = platform.idOf("suspend@example.com").toString();

    assertThat(user(admin.post("/admin/users/" + id + "/suspend").expect(200)))
        .containsEntry("suspended", true);
    ada.get("/api/user/me").expect(401, "UNAUTHORIZED", "Invalid or expired token");

    assertThat(user(admin.post("/admin/users/" + id + "/unsuspend").expect(200)))
        .containsEntry("suspended", false);
    assertThat(audited("user.suspended", id)).hasSize(1);
    assertThat(audited("user.unsuspended", id)).hasSize(1);
  }

  @Test
  void administratorsAreMadeAndUnmade() {
    Person ada = platform.signUp("admin.to.be@example.com");
    String id = platform.idOf("admin.to.be@example.com").toString();
    ada.get("/admin/users").expect(403, "FORBIDDEN", "Forbidden: Admin access required");

    assertThat(user(admin.post("/admin/users/" + id + "/admin").expect(200)))
        .containsEntry("is_admin", true);
    ada.get("/admin/users").expect(200);

    assertThat(user(admin.delete("/admin/users/" + id + "/admin").expect(200)))
        .containsEntry("is_admin", false);
    ada.get("/admin/users").expect(403, "FORBIDDEN", "Forbidden: Admin access required");
    assertThat(audited("user.admin_made", id)).hasSize(1);
    assertThat(audited("user.admin_unmade", id)).hasSize(1);
  }

  @Test
  void theLastAdministratorStays() {
    String path = "/admin/users/" + platform.idOf(TestPlatform.ADMIN_EMAIL);
    String text = "This is the last administrator: make somebody else one first.";

    admin.delete(path).expect(409, "LAST_ADMIN", text);
    admin.delete(path + "/admin").expect(409, "LAST_ADMIN", text);
    admin.post(path + "/suspend").expect(409, "LAST_ADMIN", text);
    admin.get(path).expect(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {NOBODY, "7", "not-an-id", "1-1-1-1-1"})
  void whoDoesNotExistIsNotFound(String id) {
    String path = "/admin/users/" + id;

    for (Answer answer :
        List.of(
            admin.get(path),
            admin.delete(path),
            admin.patch(path + "/plan", Map.of("plan", "pro")),
            admin.post(path + "/suspend"),
            admin.post(path + "/unsuspend"),
            admin.post(path + "/admin"),
            admin.delete(path + "/admin"))) {
      answer.expect(404, "NOT_FOUND", "User not found");
    }
  }

  private List<Object> emails(String path) {
    return admin.get(path).expect(200).list("users").stream()
        .map(user -> Objects.requireNonNull(user.get("email")))
        .toList();
  }

  private List<Map<String, Object>> audited(String action, String subject) {
    return admin.get("/admin/audit?action=" + action).expect(200).list("entries").stream()
        .filter(entry -> subject.equals(entry.get("subject")))
        .toList();
  }

  private static Map<String, Object> user(Answer answer) {
    return object(answer.json(), "user");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, Object> object, String name) {
    return (Map<String, Object>) Objects.requireNonNull(object.get(name), name);
  }
}
