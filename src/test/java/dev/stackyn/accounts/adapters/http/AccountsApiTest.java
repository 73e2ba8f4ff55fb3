package dev.stackyn.accounts.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.SignUps;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of accounts at the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsApiTest {
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
  void everyUserHasAnAccountWithANumber() {
    String id = arrive("number@one.example");

    Answer one = admin.get("/api/accounts/" + id).expect(200);

    assertThat(one.json()).containsEntry("success", true);
    assertThat(account(one))
        .containsEntry("id", Integer.valueOf(id))
        .containsEntry("email", "number@one.example")
        .containsEntry("username", "number")
        .containsEntry("status", "active")
        .containsEntry("verified", true)
        .containsKeys("created_at", "updated_at")
        .doesNotContainKeys("password", "password_hash", "token_version", "deleted_at");
    assertThat(admin.get("/api/v1/accounts/" + id).expect(200).body()).isEqualTo(one.body());
  }

  @Test
  void whoComesSecondWithANameGetsItWithADistinction() {
    arrive("twin@one.example");
    String second = arrive("twin@two.example");

    assertThat(String.valueOf(account(admin.get("/api/accounts/" + second)).get("username")))
        .matches("twin-[0-9a-f]{12}");
  }

  @Test
  void filtersAndTotalsAreCountedOverAllAndNotOverThePage() {
    for (int i = 0; i < 5; i++) {
      arrive("Filter-%d@filter.example".formatted(i));
    }
    change("filter-0@filter.example", "suspended");
    change("filter-1@filter.example", "suspended");
    change("filter-2@filter.example", "banned");

    assertThat(emails("?q=FILTER-&status=suspended"))
        .containsExactly("filter-1@filter.example", "filter-0@filter.example");
    assertThat(emails("?q=filter-&status=Banned")).containsExactly("filter-2@filter.example");
    assertThat(emails("?q=filter-&status=active")).hasSize(2);
    assertThat(emails("?q=filter-&status=verified")).hasSize(5);
    assertThat(emails("?q=filter-&status=completed")).isEmpty();
    assertThat(emails("?q=filter-&job_id=none")).isEmpty();
    assertThat(emails("?q=filter%25")).isEmpty();
    assertThat(emails("?q=filter-%00")).isEmpty();

    Answer page = admin.get("/api/accounts?q=filter-&limit=2&page=3").expect(200);
    assertThat(page.list("data"))
        .extracting(one -> one.get("email"))
        .containsExactly("filter-0@filter.example");
    assertThat(page.json().get("pagination"))
        .isEqualTo(
            Map.of("limit", 2, "offset", 4, "page", 3, "total", 5, "count", 1, "total_pages", 3));
  }

  @Test
  void offsetCountsBeforePageAndNonsenseDoesNotCount() {
    assertThat(pagination("?limit=2&offset=1&page=9"))
        .containsEntry("offset", 1)
        .containsEntry("limit", 2);
    assertThat(pagination("?limit=0&offset=-1&page=x"))
        .containsEntry("limit", 20)
        .containsEntry("offset", 0);
    assertThat(pagination("?limit=1000&page=99999999999")).containsEntry("limit", 100);
  }

  @Test
  void accountsAreFoundByTheTimeTheyCame() {
    arrive("early@time.example");
    arrive("late@time.example");
    platform.sql(
        "update accounts.accounts set created_at = '2020-05-17T12:00:00Z' where username = 'early'");

    assertThat(emails("?q=time.example&created_to=2020-05-17"))
        .containsExactly("early@time.example");
    assertThat(emails("?q=time.example&created_to=2020-05-17T12:00:00Z")).isEmpty();
    assertThat(
            emails(
                "?q=time.example&created_from=2020-05-17T14:00:00%2B02:00&created_to=2021-01-01"))
        .containsExactly("early@time.example");
    assertThat(emails("?q=time.example&created_from=2020-05-18"))
        .containsExactly("late@time.example");
    admin
        .get("/api/accounts?created_from=yesterday")
        .expect(
            400,
            "INVALID_INPUT",
            "must be a day such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z");
  }

  @Test
  void onlyStatusNotesAndUsernameCanBeChanged() {
    String id = arrive("whitelist@example.com");
    String before = platform.query("select count(*) from accounts.accounts where id = 99999");

    Answer answer =
        admin
            .put(
                "/api/accounts/" + id,
                Map.of(
                    "id", 99999,
                    "email", "evil@example.com",
                    "role", "ADMIN",
                    "job_id", "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23",
                    "verified", false,
                    "username", "White.List",
                    "notes", " Updated via API "))
            .expect(200);

    assertThat(answer.text("message")).isEqualTo("Account updated successfully");
    assertThat(account(answer))
        .containsEntry("id", Integer.valueOf(id))
        .containsEntry("email", "whitelist@example.com")
        .containsEntry("username", "White.List")
        .containsEntry("notes", "Updated via API")
        .containsEntry("verified", true)
        .doesNotContainKey("job_id");
    assertThat(platform.query("select count(*) from accounts.accounts where id = 99999"))
        .isEqualTo(before);
    assertThat(account(admin.patch("/api/accounts/" + id, Map.of("notes", ""))))
        .containsEntry("username", "White.List")
        .doesNotContainKey("notes");
    assertThat(
            platform.query(
                "select detail ->> 'changed' from platform.audit_log where action = 'account.updated' and subject = '%s' order by id limit 1"
                    .formatted(id)))
        .isEqualTo("username,notes");
  }

  @Test
  void aNameThatSomebodyElseHasIsRefused() {
    arrive("taken@example.com");
    String id = arrive("wanting@example.com");

    admin
        .patch("/api/accounts/" + id, Map.of("username", "TAKEN", "notes", "not kept"))
        .expect(409, "USERNAME_TAKEN", "Another account has this username.");

    assertThat(account(admin.get("/api/accounts/" + id)))
        .containsEntry("username", "wanting")
        .doesNotContainKey("notes");
    admin.patch("/api/accounts/" + id, Map.of("username", "Wanting")).expect(200);
  }

  @Test
  void whoIsSuspendedHasNoGoodTokenAnyMore() {
    Person person = platform.signUp("suspended@example.com");
    String id = idOf("suspended@example.com");
    person.get("/api/user/me").expect(200);

    assertThat(account(admin.put("/api/accounts/" + id, Map.of("status", "suspended"))))
        .containsEntry("status", "suspended");
    person.get("/api/user/me").expect(401);
    assertThat(account(admin.put("/api/accounts/" + id, Map.of("status", "banned"))))
        .containsEntry("status", "banned");
    assertThat(account(admin.put("/api/accounts/" + id, Map.of("status", "active"))))
        .containsEntry("status", "active");
    person.get("/api/user/me").expect(401);
    platform.suspend("suspended@example.com");
    assertThat(account(admin.get("/api/accounts/" + id))).containsEntry("status", "suspended");
  }

  @Test
  void whomAnAdministratorMakesActiveIsVouchedFor() {
    String id = arrive("pending@example.com");
    platform.sql(
        "update identity.users set email_verified = false where email = 'pending@example.com'");

    assertThat(account(admin.patch("/api/accounts/" + id, Map.of("status", "pending"))))
        .containsEntry("status", "pending");
    assertThat(account(admin.patch("/api/accounts/" + id, Map.of("status", "active"))))
        .containsEntry("status", "active")
        .containsEntry("verified", true);
    admin
        .patch("/api/accounts/" + id, Map.of("status", "pending"))
        .expect(400, "INVALID_INPUT", "Status must be 'active', 'suspended', or 'banned'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "verified", "", "ACTIV"})
  void aStatusThatThereIsNotIsRefused(String status) {
    String id = idOf(TestPlatform.ADMIN_EMAIL);

    admin
        .put("/api/accounts/" + id, Map.of("status", status))
        .expect(400, "INVALID_INPUT", "Status must be 'active', 'suspended', or 'banned'");
  }

  @Test
  void theLastAdministratorStays() {
    String id = idOf(TestPlatform.ADMIN_EMAIL);

    assertThat(admin.put("/api/accounts/" + id, Map.of("status", "banned")).status())
        .isEqualTo(409);
    Answer refused = admin.delete("/api/accounts/" + id).expect(409);
    assertThat(refused.text("code")).isEqualTo("LAST_ADMIN");
    assertThat(account(admin.get("/api/accounts/" + id))).containsEntry("status", "active");
  }

  @Test
  void whatIsDeletedIsGoneAndItsNameIsFree() {
    Person person = platform.signUp("gone@example.com");
    String id = idOf("gone@example.com");
    admin.patch("/api/accounts/" + id, Map.of("notes", "owes us a book")).expect(200);

    Answer answer = admin.delete("/api/accounts/" + id).expect(200);

    assertThat(answer.json())
        .containsEntry("success", true)
        .containsEntry("message", "Account deleted successfully")
        .containsEntry(
            "account",
            Map.of("id", Integer.valueOf(id), "username", "gone", "email", "gone@example.com"));
    admin.delete("/api/accounts/" + id).expect(404, "NOT_FOUND", "Account not found");
    admin.get("/api/accounts/" + id).expect(404, "NOT_FOUND", "Account not found");
    admin.patch("/api/accounts/" + id, Map.of("notes", "x")).expect(404);
    person.get("/api/user/me").expect(401);
    assertThat(
            platform.query(
                "select (username is null and notes is null and user_id is null and deleted_at is not null)::text from accounts.accounts where id = "
                    + id))
        .isEqualTo("true");
    String again = arrive("gone@example.com");
    assertThat(again).isNotEqualTo(id);
    assertThat(account(admin.get("/api/accounts/" + again))).containsEntry("username", "gone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "99999999999999999999", "000", "12abc"})
  void whatCannotBeANumberIsNobodys(String id) {
    admin.get("/api/accounts/" + id).expect(404, "NOT_FOUND", "Account not found");
  }

  @Test
  void figuresAreThereTwice() {
    Answer answer = admin.get("/api/accounts/stats").expect(200);

    Map<String, Object> stats = object(answer, "stats");
    assertThat(stats)
        .containsKeys(
            "total", "active", "pending", "suspended", "banned", "verified", "created_today");
    assertThat(answer.json()).containsEntry("success", true).containsAllEntriesOf(stats);
    assertThat(stats.get("total"))
        .hasToString(platform.query("select count(*) from identity.users"));
    assertThat(stats.get("verified"))
        .hasToString(platform.query("select count(*) from identity.users where email_verified"));
  }

  @Test
  void theDashboardsFiguresAreFlat() {
    Answer answer = admin.get("/api/stats").expect(200);

    assertThat(answer.json())
        .containsEntry("success", true)
        .containsKeys("total_accounts", "success_rate", "failure_rate")
        .doesNotContainKey("hotmail_pool_remaining");
    assertThat(object(answer, "account_stats")).containsKeys("active", "created_today");
    assertThat(object(answer, "job_stats")).containsKeys("running", "completed", "total");
    assertThat(object(answer, "queue_stats"))
        .containsKeys("queue_length", "processing_count", "high_priority", "low_priority");
    assertThat(admin.get("/api/v1/stats").expect(200).json()).containsKey("queue_stats");
  }

  @Test
  void settingsAreKeptWithinTheirBounds() {
    assertThat(object(admin.get("/api/settings").expect(200), "data"))
        .containsEntry("worker_count", 1)
        .containsEntry("retry_count", 3)
        .containsEntry("timeout", 30);

    Answer saved =
        admin
            .post("/api/settings", Map.of("worker_count", 10, "retry_count", 0, "proxy", "ignored"))
            .expect(200);
    assertThat(saved.text("message")).isEqualTo("Settings saved successfully");
    assertThat(object(saved, "data"))
        .containsEntry("worker_count", 10)
        .containsEntry("retry_count", 0)
        .containsEntry("timeout", 30);

    Answer refused =
        admin.put("/api/settings", Map.of("worker_count", 11, "retry_count", -1, "timeout", 9));
    assertThat(refused.expect(400).list("details"))
        .extracting(detail -> detail.get("field"))
        .containsExactly("worker_count", "retry_count", "timeout");
    assertThat(
            object(
                admin.put("/api/v1/settings", Map.of("worker_count", 1, "retry_count", 3)), "data"))
        .containsEntry("worker_count", 1);
  }

  @Test
  void allOfItIsForAdministrators() {
    Person user = platform.signUp("curious@example.com");
    String token =
        admin
            .post("/api/v1/tokens", Map.of("name", "small", "scopes", List.of("deploy")))
            .expect(201)
            .text("token");
    String large =
        admin
            .post("/api/v1/tokens", Map.of("name", "large", "scopes", List.of("admin")))
            .expect(201)
            .text("token");
    for (String path :
        List.of(
            "/api/accounts",
            "/api/accounts/1",
            "/api/accounts/stats",
            "/api/stats",
            "/api/settings",
            "/api/v1/accounts",
            "/api/v1/settings")) {
      assertThat(platform.stranger().get(path).status()).as(path).isEqualTo(401);
      assertThat(user.get(path).status()).as(path).isEqualTo(403);
      assertThat(admin.with(token).get(path).status()).as(path).isEqualTo(403);
      assertThat(admin.with(large).get(path).status()).as(path).isEqualTo(200);
    }
    assertThat(user.post("/api/accounts", Map.of("count", 1)).status()).isEqualTo(403);
    assertThat(user.post("/api/accounts/generate", Map.of("count", 1)).status()).isEqualTo(403);
    assertThat(user.post("/api/settings", Map.of("worker_count", 1)).status()).isEqualTo(403);
    assertThat(user.delete("/api/accounts/1").status()).isEqualTo(403);
  }

  private String arrive(String email) {
    platform.bean(SignUps.class).findOrAdd(Email.of(email), Role.USER, true);
    return idOf(email.toLowerCase(Locale.ROOT));
  }

  private String idOf(String email) {
    return platform.query("select id from accounts.account_list where email = '" + email + "'");
  }

  private void change(String email, String status) {
    admin.patch("/api/accounts/" + idOf(email), Map.of("status", status)).expect(200);
  }

  private List<String> emails(String query) {
    Answer answer = admin.get("/api/accounts" + query).expect(200);
    List<String> emails =
        answer.list("data").stream().map(one -> String.valueOf(one.get("email"))).toList();
    assertThat(object(answer, "pagination")).containsEntry("total", emails.size());
    return emails;
  }

  private Map<String, Object> pagination(String query) {
    return object(admin.get("/api/accounts" + query).expect(200), "pagination");
  }

  private static Map<String, Object> account(Answer answer) {
    return object(answer.expect(200), "account");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Answer answer, String name) {
    return (Map<String, Object>) Objects.requireNonNull(answer.json().get(name), name);
  }
}
