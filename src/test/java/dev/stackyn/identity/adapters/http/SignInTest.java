package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
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
  void signsUpWithACode() {
    Answer answer = verify("ada@example.com", code("ada@example.com")).expect(200);

    assertThat(answer.json()).containsKeys("token", "user", "refresh_token", "expires_in");
    assertThat(answer.text("user"))
        .contains("ada@example.com")
        .doesNotContain("full_name", "password");
    Person ada = platform.stranger().with(answer.text("token"));
    assertThat(ada.get("/api/auth/sessions").expect(200).list("sessions")).hasSize(1);
  }

  @Test
  void anEmailIsTrimmedAndInLowerCase() {
    platform.signUp("case@example.com");
    String code =
        platform.mail().codeAfter("case@example.com", () -> send(" CASE@Example.com ").expect(200));

    Answer answer = verify("Case@example.com", code).expect(200);

    assertThat(answer.body()).contains("\"email\":\"case@example.com\"");
    assertThat(platform.query("select count(*) from identity.users where email ilike 'case@%'"))
        .isEqualTo("1");
  }

  @Test
  void theCodeIsNeverInTheAnswer() {
    String email = "dev@example.com";
    Answer[] answers = new Answer[1];
    String code =
        platform
            .mail()
            .codeAfter(
                email,
                () ->
                    answers[0] =
                        platform
                            .stranger()
                            .post("/api/auth/send-otp?dev=true", Map.of("email", email)));

    assertThat(answers[0].body())
        .isEqualTo("{\"message\":\"OTP sent to email\"}")
        .doesNotContain(code);
  }

  @Test
  void whatIsWrongWithTheRequestIsSaidInTheWordsThatTheWebAppKnows() {
    send("nobody").expect(400, "INVALID_INPUT", "Invalid email address");
    send("a@b").expect(400, "INVALID_INPUT", "Invalid email address");
    send("a@b.c\r\nBcc: x@y.z").expect(400, "INVALID_INPUT", "Invalid email address");
    verify("a@example.com", "12345").expect(400, "INVALID_INPUT", "OTP must be 6 digits");
    Person stranger = platform.stranger();
    stranger
        .post("/api/auth/login", Map.of("email", "a@example.com"))
        .expect(400, "INVALID_INPUT", "Either password or OTP is required");
    stranger
        .post("/api/auth/login", Map.of("email", "a@example.com", "otp", "1"))
        .expect(400, "INVALID_INPUT", "OTP must be 6 digits");
    stranger.post("/api/auth/login").expect(400);
  }

  @Test
  void aBadPasswordDoesNotBurnTheCode() {
    String email = "short@example.com";
    String code = code(email);

    platform
        .stranger()
        .post("/api/auth/verify-otp", Map.of("email", email, "otp", code, "password", "short"))
        .expect(400, "INVALID_INPUT", "Password must be at least 8 characters");

    verify(email, code).expect(200);
  }

  @Test
  void thePasswordThatComesWithTheCodeIsSet() {
    String email = "both@example.com";
    platform
        .stranger()
        .post(
            "/api/auth/verify-otp",
            Map.of("email", email, "otp", code(email), "password", "a good password"))
        .expect(200);

    login(email, "a good password").expect(200);
    login(email, "another password")
        .expect(401, "INVALID_CREDENTIALS", "Invalid email or password");
  }

  @Test
  void aCodeIsGoodOnce() {
    String code = code("once@example.com");
    verify("once@example.com", code).expect(200);

    verify("once@example.com", code).expect(401, "OTP_INVALID", "Invalid or expired OTP");
  }

  @Test
  void aNewerCodeVoidsTheOlder() {
    String older = code("newer@example.com");
    String newer = code("newer@example.com");

    if (!older.equals(newer)) {
      verify("newer@example.com", older).expect(401, "OTP_INVALID", "Invalid OTP");
    }
    verify("newer@example.com", newer).expect(200);
  }

  @Test
  void anExpiredCodeIsToldToBeExpired() {
    String code = code("late@example.com");
    platform.sql(
        "update identity.one_time_codes set created_at = now() - interval '11 minutes',"
            + " expires_at = now() - interval '1 minute' where email = 'late@example.com'");

    verify("late@example.com", code).expect(401, "OTP_EXPIRED", "OTP has expired");
    platform
        .stranger()
        .post("/api/auth/login", Map.of("email", "late@example.com", "otp", code))
        .expect(401, "OTP_EXPIRED", "OTP has expired");
  }

  @Test
  void aResetCodeDoesNotSignIn() {
    String email = "purpose@example.com";
    platform.signUp(email);
    String code =
        platform
            .mail()
            .codeAfter(
                email,
                () ->
                    platform.stranger().post("/api/auth/forgot-password", Map.of("email", email)));

    assertThat(verify(email, code).status()).isEqualTo(401);
  }

  @Test
  void twentyRoundsOfGuessesDoNotGetIn() {
    String email = "guess@example.com";
    String code = code(email);

    for (int round = 0; round < 20; round++) {
      String guess = "%06d".formatted((Integer.parseInt(code) + 1 + round) % 1_000_000);
      assertThat(verify(email, guess).status()).isIn(401, 429);
    }
    assertThat(verify(email, code).status()).isIn(401, 429);
    assertThat(
            platform.query(
                "select used_at from identity.one_time_codes where email = '" + email + "'"))
        .isEqualTo("null");
  }

  @Test
  void theSixthTryIsRefusedEvenIfItIsRight() {
    String email = "sixth@example.com";
    String code = code(email);
    String wrong = code.equals("000000") ? "000001" : "000000";
    for (int round = 0; round < 5; round++) {
      verify(email, wrong).expect(401, "OTP_INVALID", "Invalid OTP");
    }

    verify(email, code).expect(401, "OTP_INVALID", "Invalid or expired OTP");
  }

  @Test
  void fiveCodesAnHourGoToOneEmail() {
    for (int round = 0; round < 5; round++) {
      send("many@example.com").expect(200);
    }

    Answer refused = send("many@example.com").expect(429);

    assertThat(refused.text("code")).isEqualTo("RATE_LIMITED");
    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isPositive();
  }

  @Test
  void twentyCodesAnHourAreSentForOneAddress() {
    Person one = platform.stranger();
    for (int round = 0; round < 20; round++) {
      one.post("/api/auth/send-otp", Map.of("email", "target" + round + "@example.com"))
          .expect(200);
    }

    one.post("/api/auth/send-otp", Map.of("email", "target20@example.com")).expect(429);
  }

  @Test
  void twoSignUpsOfOneAddressAtOnceMakeOneUser() {
    String email = "twice@example.com";
    String code = code(email);

    List<Integer> statuses = AtOnce.times(2, () -> verify(email, code).status());

    assertThat(statuses).containsExactlyInAnyOrder(200, 401);
    assertThat(platform.query("select count(*) from identity.users where email = '" + email + "'"))
        .isEqualTo("1");
  }

  @Test
  void signsInWithAPassword() {
    Person admin = platform.login(TestPlatform.ADMIN_EMAIL, TestPlatform.ADMIN_PASSWORD);

    admin.get("/admin/audit").expect(200);
  }

  @Test
  void thePasswordWinsOverTheCode() {
    platform
        .stranger()
        .post(
            "/api/auth/login",
            Map.of(
                "email", TestPlatform.ADMIN_EMAIL,
                "password", TestPlatform.ADMIN_PASSWORD,
                "otp", "nonsense"))
        .expect(200);
  }

  @Test
  void signsInWithACodeOnlyWhoHasAnAccount() {
    String known = "known@example.com";
    platform.signUp(known);
    platform
        .stranger()
        .post("/api/auth/login", Map.of("email", known, "otp", code(known)))
        .expect(200);

    String unknown = "unknown@example.com";
    platform
        .stranger()
        .post("/api/auth/login", Map.of("email", unknown, "otp", code(unknown)))
        .expect(401, "INVALID_CREDENTIALS", "Invalid email or OTP");
  }

  @Test
  void nothingTellsWhetherThereIsAnAccount() {
    platform.signUp("exists@example.com");

    for (String email : List.of("exists@example.com", "missing@example.com")) {
      login(email, "some password").expect(401, "INVALID_CREDENTIALS", "Invalid email or password");
      platform
          .stranger()
          .post("/api/auth/login", Map.of("email", email, "otp", "123456"))
          .expect(401, "INVALID_CREDENTIALS", "Invalid email or OTP");
      assertThat(
              platform.stranger().post("/api/auth/forgot-password", Map.of("email", email)).body())
          .isEqualTo(
              "{\"message\":\"If an account with that email exists, a password reset code has"
                  + " been sent.\"}");
    }
  }

  @Test
  void theLongestEmailIsRefusedLikeAnyOther() {
    login("a".repeat(240) + "@example.com", "some password")
        .expect(401, "INVALID_CREDENTIALS", "Invalid email or password");
  }

  @Test
  void whoIsSuspendedIsAnsweredLikeAStranger() {
    String email = "suspended@example.com";
    platform
        .stranger()
        .post(
            "/api/auth/verify-otp",
            Map.of("email", email, "otp", code(email), "password", "a good password"))
        .expect(200);
    platform.suspend(email);

    login(email, "a good password").expect(401, "INVALID_CREDENTIALS", "Invalid email or password");
    verify(email, code(email)).expect(401, "OTP_INVALID", "Invalid or expired OTP");
  }

  private String code(String email) {
    return platform.mail().codeAfter(email, () -> send(email).expect(200));
  }

  private Answer send(String email) {
    return platform.stranger().post("/api/auth/send-otp", Map.of("email", email));
  }

  private Answer verify(String email, String code) {
    return platform.stranger().post("/api/auth/verify-otp", Map.of("email", email, "otp", code));
  }

  private Answer login(String email, String password) {
    return platform
        .stranger()
        .post("/api/auth/login", Map.of("email", email, "password", password));
  }
}
