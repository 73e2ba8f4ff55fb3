package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountTest {
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
  void whatIsNotSaidStaysAsItIs() {
    Person ada = platform.signUp("ada@example.com");

    ada.post("/api/auth/update-profile", Map.of("full_name", " Ada ", "company_name", "Engines"))
        .expect(200);
    Answer answer =
        ada.post("/api/auth/update-profile", Map.of("password", "a good password")).expect(200);

    assertThat(answer.json())
        .containsEntry("full_name", "Ada")
        .containsEntry("company_name", "Engines")
        .containsEntry("email", "ada@example.com")
        .containsKey("id");
  }

  @Test
  void anEmptyNameTakesItAway() {
    Person person = platform.signUp("empty@example.com");
    person.post("/api/auth/update-profile", Map.of("full_name", "Ada")).expect(200);

    assertThat(person.post("/api/auth/update-profile", Map.of("full_name", "")).expect(200).json())
        .doesNotContainKey("full_name");
  }

  @Test
  void aNameHasItsBounds() {
    Person person = platform.signUp("names@example.com");

    person
        .post("/api/auth/update-profile", Map.of("full_name", "x".repeat(201)))
        .expect(400, "INVALID_INPUT", "must be at most 200 characters long");
    person
        .post("/api/auth/update-profile", Map.of("password", "short"))
        .expect(400, "INVALID_INPUT", "Password must be at least 8 characters");
    person
        .post("/api/auth/update-profile", Map.of("password", "x".repeat(257)))
        .expect(400, "INVALID_INPUT", "Password must be at most 256 characters");
  }

  @Test
  void aNewPasswordEndsAllOtherSessionsButNotTheOneItWasSetIn() {
    String email = "change@example.com";
    Person here = platform.signUp(email);
    Person elsewhere = again(email);

    here.post("/api/auth/update-profile", Map.of("password", "a good password")).expect(200);

    here.post("/api/auth/update-profile", Map.of("full_name", "Ada")).expect(200);
    elsewhere.get("/api/auth/sessions").expect(401, "UNAUTHORIZED", "Invalid or expired token");
    platform.login(email, "a good password");
  }

  @Test
  void aForgottenPasswordIsReplacedByMail() {
    String email = "forgot@example.com";
    Person person = platform.signUp(email);
    String code = resetCode(email);

    reset(email, code, "short")
        .expect(400, "INVALID_INPUT", "Password must be at least 8 characters");
    assertThat(reset(email, code, "a new password").expect(200).body())
        .isEqualTo("{\"message\":\"Password has been reset successfully\"}");

    platform.login(email, "a new password");
    person.get("/api/auth/sessions").expect(401);
    reset(email, code, "another password").expect(401, "OTP_INVALID", "Invalid or expired OTP");
  }

  @Test
  void nobodysPasswordCannotBeReset() {
    reset("nobody@example.com", "123456", "a new password")
        .expect(401, "OTP_INVALID", "Invalid or expired OTP");
    platform
        .stranger()
        .post("/api/auth/forgot-password", Map.of("email", "nobody@example.com"))
        .expect(200);
    reset("nobody@example.com", "123456", "a new password").expect(401);
    assertThat(platform.mail().lettersTo("nobody@example.com")).isEmpty();
  }

  @Test
  void anAccountIsDeletedWithItsPassword() {
    String email = "leave@example.com";
    Person person = platform.signUp(email);
    person.post("/api/auth/update-profile", Map.of("password", "a good password")).expect(200);

    person.delete("/api/user/me", Map.of()).expect(400);
    person
        .delete("/api/user/me", Map.of("password", "a wrong password"))
        .expect(400, "CONFIRMATION_FAILED", "The password is wrong.");
    person.delete("/api/user/me", Map.of("password", "a good password")).expect(200);

    person.get("/api/auth/sessions").expect(401);
    assertThat(platform.query("select count(*) from identity.users where email = '" + email + "'"))
        .isEqualTo("0");
  }

  @Test
  void anAccountIsDeletedWithACode() {
    String email = "leave-by-code@example.com";
    Person person = platform.signUp(email);
    person
        .delete("/api/user/me", Map.of("otp", "123456"))
        .expect(400, "CONFIRMATION_FAILED", "Invalid or expired OTP");
    String code =
        platform
            .mail()
            .codeAfter(email, () -> person.post("/api/auth/send-otp", Map.of("email", email)));

    person.delete("/api/user/me", Map.of("otp", code)).expect(200);

    person.get("/api/auth/sessions").expect(401);
  }

  @Test
  void theLastAdministratorStays() {
    platform
        .admin()
        .delete("/api/user/me", Map.of("password", TestPlatform.ADMIN_PASSWORD))
        .expect(409, "LAST_ADMIN", "This is the last administrator: make somebody else one first.");
  }

  private Person again(String email) {
    String code =
        platform
            .mail()
            .codeAfter(
                email,
                () -> platform.stranger().post("/api/auth/send-otp", Map.of("email", email)));
    Person person = platform.stranger();
    return person.with(
        person
            .post("/api/auth/login", Map.of("email", email, "otp", code))
            .expect(200)
            .text("token"));
  }

  private String resetCode(String email) {
    return platform
        .mail()
        .codeAfter(
            email,
            () -> platform.stranger().post("/api/auth/forgot-password", Map.of("email", email)));
  }

  private Answer reset(String email, String code, String password) {
    return platform
        .stranger()
        .post(
            "/api/auth/reset-password", Map.of("email", email, "otp", code, "password", password));
  }
}
