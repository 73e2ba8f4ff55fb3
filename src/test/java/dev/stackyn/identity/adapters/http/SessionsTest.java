package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
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
  void aRefreshTokenIsExchangedForANewPair() {
    Answer first = signUp("refresh@example.com");

    Answer second = refresh(first.text("refresh_token")).expect(200);

    assertThat(second.text("refresh_token")).isNotEqualTo(first.text("refresh_token"));
    person(second).get("/api/auth/sessions").expect(200);
    refresh(second.text("refresh_token")).expect(200);
  }

  @Test
  void whatIsNoRefreshTokenIsRefused() {
    refresh("nonsense").expect(401, "UNAUTHORIZED", "Invalid or expired refresh token");
    refresh("").expect(400, "INVALID_INPUT", "must not be empty");
  }

  @Test
  void aRefreshTokenThatComesBackLaterEndsTheSession() {
    Answer first = signUp("stolen@example.com");
    Answer second = refresh(first.text("refresh_token")).expect(200);
    platform.sql("update identity.refresh_tokens set used_at = used_at - interval '1 minute'");

    refresh(first.text("refresh_token")).expect(401);

    refresh(second.text("refresh_token")).expect(401);
    Eventually.that(
        "the session has ended", () -> person(second).get("/api/auth/sessions").status() == 401);
  }

  @Test
  void ofTwoWhoUseARefreshTokenAtOnceOneWins() {
    Answer first = signUp("race@example.com");

    List<Answer> answers = AtOnce.times(4, () -> refresh(first.text("refresh_token")));

    assertThat(answers.stream().map(Answer::status)).containsOnlyOnce(200).contains(401);
    Answer winner =
        answers.stream().filter(answer -> answer.status() == 200).findFirst().orElseThrow();
    person(winner).get("/api/auth/sessions").expect(200);
  }

  @Test
  void loggingOutEndsOneSession() {
    Answer answer = signUp("logout@example.com");

    person(answer).post("/api/auth/logout").expect(200);

    person(answer)
        .get("/api/auth/sessions")
        .expect(401, "UNAUTHORIZED", "Invalid or expired token");
    refresh(answer.text("refresh_token")).expect(401);
  }

  @Test
  void loggingOutEverywhereEndsAllSessions() {
    Person here = platform.admin();
    Person elsewhere = platform.admin();

    here.post("/api/auth/logout-all").expect(200);

    here.get("/api/auth/sessions").expect(401);
    elsewhere.get("/api/auth/sessions").expect(401);
  }

  @Test
  void sessionsAreListedAndEndedOneByOne() {
    Person here = platform.admin();
    Person elsewhere = platform.admin();

    List<Map<String, Object>> sessions =
        here.get("/api/auth/sessions").expect(200).list("sessions");
    assertThat(sessions.stream().filter(one -> Boolean.TRUE.equals(one.get("current")))).hasSize(1);
    assertThat(sessions.getFirst()).containsEntry("address", elsewhere.address());
    here.delete("/api/auth/sessions/" + sessions.getFirst().get("id")).expect(200);

    elsewhere.get("/api/auth/sessions").expect(401);
    here.get("/api/auth/sessions").expect(200);
    here.delete("/api/auth/sessions/" + sessions.getFirst().get("id"))
        .expect(404, "NOT_FOUND", "Session not found");
    here.delete("/api/auth/sessions/12").expect(404, "NOT_FOUND", "Session not found");
  }

  @Test
  void allOtherSessionsAreEndedAtOnce() {
    Person here = platform.admin();
    Person elsewhere = platform.admin();

    here.delete("/api/auth/sessions").expect(200);

    elsewhere.get("/api/auth/sessions").expect(401);
    assertThat(here.get("/api/auth/sessions").expect(200).list("sessions")).hasSize(1);
  }

  @Test
  void somebodyElsesSessionIsNotFound() {
    Person ada = platform.signUp("ada-sessions@example.com");
    Object session = ada.get("/api/auth/sessions").list("sessions").getFirst().get("id");

    platform
        .signUp("eve-sessions@example.com")
        .delete("/api/auth/sessions/" + session)
        .expect(404, "NOT_FOUND", "Session not found");

    ada.get("/api/auth/sessions").expect(200);
  }

  @Test
  void whatIsRevokedOnOnePlatformIsRefusedByTheOther() {
    String email = "nodes@example.com";
    // Before there are two: either of them may deliver a letter, into a folder of its own.
    Person person = platform.signUp(email);
    try (TestPlatform other = platform.another().untilReady()) {
      person.at(other).get("/api/auth/sessions").expect(200);

      platform.delete(email);

      person.get("/api/auth/sessions").expect(401);
      Eventually.that(
          "the other platform has noticed",
          () -> person.at(other).get("/api/auth/sessions").status() == 401);
    }
  }

  private Answer signUp(String email) {
    Person person = platform.stranger();
    person.post("/api/auth/send-otp", Map.of("email", email)).expect(200);
    return person
        .post("/api/auth/verify-otp", Map.of("email", email, "otp", platform.mail().codeFor(email)))
        .expect(200);
  }

  private Person person(Answer answer) {
    return platform.stranger().with(answer.text("token"));
  }

  private Answer refresh(String token) {
    return platform.stranger().post("/api/auth/refresh", Map.of("refresh_token", token));
  }
}
