package dev.stackyn.platform.adapters.http;

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
class AuditTest {
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
  void whatWasDoneIsListedWithItsRequest() {
    String email = "audited@example.com";
    Person person = platform.stranger();
    person.post("/api/auth/send-otp", Map.of("email", email)).expect(200);
    Answer answer =
        person
            .post(
                "/api/auth/verify-otp",
                Map.of("email", email, "otp", platform.mail().codeFor(email)))
            .expect(200);
    String id = platform.idOf(email).toString();

    List<Map<String, Object>> entries =
        admin.get("/admin/audit?actor=" + id).expect(200).list("entries");

    assertThat(entries.stream().map(entry -> entry.get("action")))
        .containsExactly("session.begun", "user.signed_up");
    assertThat(entries)
        .allSatisfy(entry ->
            assertThat(entry)
                .containsEntry("subject", id)
                .containsEntry("request_id", answer.header("X-Request-ID").orElseThrow()));
  }

  @Test
  void itIsReadPageByPage() {
    for (int i = 0; i < 5; i++) {
      platform
          .stranger()
          .post("/api/auth/login", Map.of("email", "p" + i + "@example.com", "password", "wrong"))
          .expect(401);
    }
    String path = "/admin/audit?action=session.refused&limit=2";

    Answer first = admin.get(path).expect(200);
    Answer second = admin.get(path + "&cursor=" + first.text("cursor")).expect(200);
    Answer third = admin.get(path + "&cursor=" + second.text("cursor")).expect(200);

    assertThat(first.list("entries").getFirst()).containsEntry("subject", "p4@example.com");
    assertThat(second.list("entries").getFirst()).containsEntry("subject", "p2@example.com");
    assertThat(third.list("entries")).hasSize(1);
    assertThat(third.json()).containsEntry("cursor", null);
  }

  @Test
  void itIsFilteredByTime() {
    assertThat(admin.get("/admin/audit?from=2100-01-01T00:00:00Z").expect(200).list("entries"))
        .isEmpty();
    assertThat(admin.get("/admin/audit?to=2020-01-01T00:00:00Z").expect(200).list("entries"))
        .isEmpty();
    assertThat(
            admin
                .get("/admin/audit?from=2020-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")
                .expect(200)
                .list("entries"))
        .isNotEmpty();
  }

  @Test
  void whatCannotBeReadIsRefused() {
    admin.get("/admin/audit?from=yesterday").expect(400);
    admin.get("/admin/audit?cursor=x").expect(400);
    admin.get("/admin/audit?limit=100000").expect(200);
  }
}
