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
