package dev.stackyn.accounts.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stackyn.identity.domain.Users;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Orders of accounts and their invitations at the wire, on a platform that works them off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisioningApiTest {
  private static final String PASSWORD = "correct horse battery";
  private static final Pattern LINK =
      Pattern.compile(
          "https://stackyn\\.example\\.com(/api/auth/invitations/([A-Za-z0-9_-]{43}))\\s");

  private TestPlatform platform;
  private Person admin;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_PUBLIC_URL", "https://stackyn.example.com",
                    "STACKYN_ACCOUNT_DOMAIN", "class.example"))
            .untilReady();
    admin = platform.admin();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void anOrderIsAJobThatMakesTheAccounts() {
    Answer answer =
        admin
            .post(
                "/api/accounts",
                Map.of("count", 3, "priority", 2, "username", "evil", "password", "ignored"))
            .expect(201);

    String job = answer.text("job_id");
    assertThat(answer.header("Location")).hasValue("/api/jobs/" + job);
    assertThat(answer.json())
        .containsEntry("success", true)
        .containsEntry("status", "pending")
        .containsEntry("count", 3)
        .containsEntry("message", "Account creation job queued");
    assertThat(object(answer, "job"))
        .containsEntry("id", job)
        .containsEntry("count", 3)
        .containsEntry("progress", 0)
        .containsEntry("priority", 2)
        .containsEntry("priority_label", "high")
        .containsEntry("verification_enabled", false)
        .doesNotContainKeys("username", "password");
    await(job);
    List<Map<String, Object>> made = admin.get("/api/accounts?job_id=" + job).list("data");
    assertThat(made).hasSize(3);
    assertThat(made)
        .allSatisfy(account ->
            assertThat(account)
                .containsEntry("status", "active")
                .containsEntry("job_id", job)
                .hasEntrySatisfying(
                    "email",
                    email ->
                        assertThat(email.toString()).matches("user-[a-z2-9]{10}@class\\.example")));
  }

  @Test
  void anOrderWithoutABodyIsForOne() {
    assertThat(admin.post("/api/v1/accounts").expect(201).json()).containsEntry("count", 1);
    assertThat(object(admin.post("/api/accounts", Map.of()).expect(201), "job"))
        .containsEntry("priority", 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101, 2_000_000_000})
  void noMoreThanAHundredAndNoLessThanOne(int count) {
    for (String path : List.of("/api/accounts", "/api/accounts/generate")) {
      another()
          .post(path, Map.of("count", count))
          .expect(400, "INVALID_INPUT", "Count must be between 1 and 100");
    }
  }

  @Test
  void whatCannotBeReadIsRefused() {
    Person someone = another();
    someone
        .post("/api/accounts/generate", Map.of("priority", "normal"))
        .expect(400, "INVALID_INPUT", "Count must be between 1 and 100");
    someone
        .post("/api/accounts/generate", Map.of("count", 1, "priority", "urgent"))
        .expect(400, "INVALID_INPUT", "Priority must be 'low', 'normal', or 'high'");
    someone
        .post("/api/accounts", Map.of("count", 1, "priority", 3))
        .expect(400, "INVALID_INPUT", "Priority must be 'low', 'normal', or 'high'");
    someone.post("/api/accounts", Map.of("count", "many")).expect(400);
  }

  @Test
  void theDashboardsButtonMakesAJobForEachAccount() {
    Answer answer =
        another()
            .post("/api/accounts/generate", Map.of("count", 3, "priority", "HIGH"))
            .expect(201);

    assertThat(answer.json())
        .containsEntry("success", true)
        .containsEntry("message", "Jobs queued successfully");
    assertThat(answer.texts("job_ids")).hasSize(3).doesNotHaveDuplicates();
    answer.texts("job_ids").forEach(this::await);
    assertThat(
            platform.query(
                "select count(*) from accounts.accounts where job_id in ('%s')"
                    .formatted(String.join("','", answer.texts("job_ids")))))
        .isEqualTo("3");
  }

  @Test
  void theButtonCannotBePressedAllTheTime() {
    Person busy = another();
    for (int i = 0; i < 10; i++) {
      busy.post("/api/accounts/generate", Map.of("count", 0)).expect(400);
    }

    Answer refused =
        busy.post("/api/accounts/generate", Map.of("count", 1))
            .expect(429, "RATE_LIMITED", "Rate limit exceeded");

    assertThat(refused.header("Retry-After").orElseThrow()).matches("[1-6]");
    another().post("/api/accounts/generate", Map.of("count", 0)).expect(400);
  }

  @Test
  void anInvitationIsUsedOnceAndSignsIn() {
    Invited invited = invite();
    Person stranger = platform.stranger();
    assertThat(statusOf(invited)).isEqualTo("pending");

    Answer answer = use(stranger, invited.token, PASSWORD).expect(200);

    assertThat(answer.json()).containsEntry("success", true).containsKeys("refresh_token");
    assertThat(object(answer, "user")).containsEntry("email", invited.email);
    stranger.with(answer.text("token")).get("/api/user/me").expect(200);
    assertThat(statusOf(invited)).isEqualTo("active");
    platform.login(invited.email, PASSWORD);
    assertRefused(use(stranger, invited.token, "another password"));
    platform.login(invited.email, PASSWORD);
  }

  @Test
  void ofManyWhoUseAnInvitationAtOnceOneIsLetIn() {
    Invited invited = invite();
    Person stranger = platform.stranger();

    List<Integer> statuses = AtOnce.times(4, () -> use(stranger, invited.token, PASSWORD).status());

    assertThat(statuses).containsOnlyOnce(200).allMatch(s -> s == 200 || s == 404 || s == 429);
  }

  @Test
  void anInvitationThatHasExpiredWasGuessedOrIsNonsenseIsNotGood() {
    Invited invited = invite();
    platform.sql(
        "update accounts.invitations set created_at = now() - interval '8 days', expires_at = now() - interval '1 second' where user_id = (select id from identity.users where email = '%s')"
            .formatted(invited.email));
    Person stranger = platform.stranger();

    assertRefused(use(stranger, invited.token, PASSWORD));
    assertRefused(use(stranger, "A".repeat(43), PASSWORD));
    assertRefused(use(stranger, "x", PASSWORD));
    assertThat(stranger.get(invited.path).expect(404).body()).contains("is not good");
    assertThat(statusOf(invited)).isEqualTo("pending");
  }

  @Test
  void aBadPasswordDoesNotUseItUp() {
    Invited invited = invite();
    Person stranger = platform.stranger();

    use(stranger, invited.token, "short")
        .expect(400, "INVALID_INPUT", "Password must be at least 8 characters");

    use(stranger, invited.token, PASSWORD).expect(200);
  }

  @Test
  void whoIsSuspendedIsNotLetInByAnInvitation() {
    Invited invited = invite();
    platform.suspend(invited.email);

    use(platform.stranger(), invited.token, PASSWORD)
        .expect(403, "FORBIDDEN", "This account cannot be used at the moment.");
  }

  @Test
  void theLinkLeadsToAPageWithAFormThatNeedsNoScript() {
    Invited invited = invite();
    Person stranger = platform.stranger();

    Answer page = stranger.get(invited.path).expect(200);
    stranger.get(invited.path).expect(200);

    assertThat(page.header("Content-Type")).hasValue("text/html;charset=utf-8");
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "form-action 'self'")
        .doesNotContain("script-src");
    assertThat(page.header("Cache-Control")).hasValue("no-store");
    assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
    assertThat(page.body())
        .contains("action=\"/api/auth/invitations\"", "value=\"" + invited.token + "\"")
        .doesNotContain("<script", "https://", "http://");

    Answer refused = submit(stranger, invited.token, "short").expect(400);
    assertThat(refused.body()).contains("at least 8 characters", "<form");
    Answer done = submit(stranger, invited.token, "a & b = \"c\"!").expect(200);
    assertThat(done.body()).contains("Sign in to Stackyn", invited.email).doesNotContain("<form");
    platform.login(invited.email, "a & b = \"c\"!");
    assertThat(submit(stranger, invited.token, PASSWORD).expect(404).body())
        .contains("is not good")
        .doesNotContain("<form");
    assertThat(
            platform.query(
                "select count(*) from identity.sessions s join identity.users u on u.id = s.user_id where email = '%s'"
                    .formatted(invited.email)))
        .isEqualTo("1");
  }

  @Test
  void invitationsAreNeitherLoggedNorKept() {
    // As much as LOG_LEVEL=trace lets through; the framework's own lines never get below a warning.
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Logger ours = (Logger) LoggerFactory.getLogger("dev.stackyn");
    Level level = ours.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    Invited invited;
    try {
      ours.setLevel(Level.TRACE);
      invited = invite();
      platform.stranger().get(invited.path).expect(200);
      platform.stranger().get(invited.path + "/more").expect(404);
      submit(platform.stranger(), invited.token, PASSWORD).expect(200);
      assertRefused(use(platform.stranger(), invited.token, PASSWORD));
    } finally {
      ours.setLevel(level);
      root.detachAppender(log);
    }

    List<ILoggingEvent> events = new ArrayList<>(log.list);
    assertThat(events).extracting(ILoggingEvent::getFormattedMessage).contains("request");
    assertThat(events)
        .noneMatch(event ->
            (event.getFormattedMessage() + event.getKeyValuePairs() + event.getMDCPropertyMap())
                .contains(invited.token));
    for (String table :
        List.of("accounts.invitations", "jobs.jobs", "jobs.job_events", "platform.audit_log")) {
      assertThat(
              platform.query(
                  "select count(*) from %s t where t::text like '%%%s%%'"
                      .formatted(table, invited.token)))
          .as(table)
          .isEqualTo("0");
    }
  }

  /** Somebody who was invited. */
  private record Invited(String email, String path, String token) {}

  private Invited invite() {
    String job =
        admin
            .post("/api/accounts", Map.of("count", 1, "verification_enabled", true))
            .expect(201)
            .text("job_id");
    await(job);
    String email =
        platform.query("select email from accounts.account_list where job_id = '" + job + "'");
    Eventually.that("an invitation", () -> !platform.mail().lettersTo(email).isEmpty());
    Matcher link = LINK.matcher(platform.mail().lettersTo(email).getFirst().text());
    assertThat(link.find()).isTrue();
    return new Invited(email, link.group(1), link.group(2));
  }

  private void await(String job) {
    Eventually.that(
        "job " + job + " is done",
        () ->
            platform
                .query("select status from jobs.jobs where id = '" + job + "'")
                .equals("COMPLETED"));
  }

  /** An administrator of his own, for what is counted. */
  private Person another() {
    String email =
        "admin-%s@example.com".formatted(platform.query("select count(*) from identity.users"));
    Person person = platform.signUp(email);
    platform.bean(Users.class).makeAdmin(platform.administrator(), platform.idOf(email));
    return person;
  }

  private String statusOf(Invited invited) {
    return String.valueOf(
        admin.get("/api/accounts?q=" + invited.email).list("data").getFirst().get("status"));
  }

  private static Answer use(Person person, String token, String password) {
    return person.post("/api/auth/invitations", Map.of("token", token, "password", password));
  }

  private static Answer submit(Person person, String token, String password) {
    String form =
        "token=" + token + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
    return person.send(
        person
            .request("/api/auth/invitations")
            .header("Content-Type", "application/x-www-form-urlencoded")
            // What a browser says that was told to give no referrer.
            .header("Origin", "null")
            .POST(BodyPublishers.ofString(form)));
  }

  private static void assertRefused(Answer answer) {
    answer.expect(
        404,
        "INVITATION_INVALID",
        "This invitation is not good, or not any more. Ask for another one.");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Answer answer, String name) {
    return (Map<String, Object>) Objects.requireNonNull(answer.json().get(name), name);
  }
}
