package dev.stackyn.identity.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Authenticator;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecondFactorTest {
  private static final String PASSWORD = "a good password";

  private TestPlatform platform;

  /** Somebody who has switched it on. */
  private record Enrolled(Person person, Authenticator app, List<String> recoveryCodes) {}

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void nobodyHasToSwitchItOn() {
    Person person = signUp("off@example.com");

    assertThat(person.get("/api/auth/totp").expect(200).json()).containsEntry("enabled", false);
    login("off@example.com", Map.of()).expect(200);
  }

  @Test
  void enrollingAloneChangesNothing() {
    Person person = signUp("enrolled@example.com");

    assertThat(person.post("/api/auth/totp").expect(200).text("uri"))
        .startsWith("otpauth://totp/Stackyn:enrolled@example.com?secret=");

    login("enrolled@example.com", Map.of()).expect(200);
    person
        .post("/api/auth/totp/confirm", Map.of("code", "abcdef"))
        .expect(400, "INVALID_INPUT", "The code of the second factor is wrong.");
  }

  @Test
  void whenItIsOnThePasswordIsNotEnough() {
    Enrolled ada = enrol("ada@example.com");

    login("ada@example.com", Map.of())
        .expect(401, "TOTP_REQUIRED", "The code of the second factor is required.");
    login("ada@example.com", Map.of("totp", "nonsense"))
        .expect(401, "TOTP_INVALID", "The code of the second factor is wrong.");
    login("ada@example.com", Map.of("totp", ada.app.code(1))).expect(200);
  }

  @Test
  void aWrongPasswordNeverAsksForIt() {
    enrol("order@example.com");

    platform
        .stranger()
        .post("/api/auth/login", Map.of("email", "order@example.com", "password", "wrong one"))
        .expect(401, "INVALID_CREDENTIALS", "Invalid email or password");
  }

  @Test
  void aCodeIsTakenOnce() {
    Enrolled person = enrol("replay@example.com");
    String code = person.app.code(1);
    login("replay@example.com", Map.of("totp", code)).expect(200);

    login("replay@example.com", Map.of("totp", code)).expect(401);
  }

  @Test
  void theOneTimeCodeIsNotBurntByAskingForTheSecondFactor() {
    String email = "mail@example.com";
    Enrolled person = enrol(email);
    String code =
        platform
            .mail()
            .codeAfter(
                email,
                () -> platform.stranger().post("/api/auth/send-otp", Map.of("email", email)));

    verify(Map.of("email", email, "otp", code))
        .expect(401, "TOTP_REQUIRED", "The code of the second factor is required.");
    verify(Map.of("email", email, "otp", code, "totp", person.app.code(1))).expect(200);
  }

  @Test
  void aRecoveryCodeStandsInOnce() {
    Enrolled person = enrol("recovery@example.com");
    String code = person.recoveryCodes.getFirst();
    assertThat(person.recoveryCodes).hasSize(10).doesNotHaveDuplicates();

    login("recovery@example.com", Map.of("totp", " " + code.toUpperCase(Locale.ROOT) + " "))
        .expect(200);
    login("recovery@example.com", Map.of("totp", code)).expect(401);

    assertThat(person.person.get("/api/auth/totp").json())
        .containsEntry("enabled", true)
        .containsEntry("recovery_codes_left", 9);
  }

  @Test
  void whoeverIsWrongTooOftenHasToWait() {
    Enrolled person = enrol("locked@example.com");
    for (int round = 0; round < 5; round++) {
      login("locked@example.com", Map.of("totp", "nonsense")).expect(401);
    }

    Answer refused = login("locked@example.com", Map.of("totp", person.app.code(1))).expect(429);

    assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow())).isBetween(600, 900);
  }

  @Test
  void itIsSwitchedOffWithOneOfItsCodes() {
    Enrolled person = enrol("disable@example.com");
    person
        .person
        .post("/api/auth/totp", Map.of())
        .expect(409, "TOTP_ALREADY_ON", "The second factor is already on.");

    person.person.post("/api/auth/totp/disable", Map.of("code", "nonsense")).expect(400);
    person.person.post("/api/auth/totp/disable", Map.of("code", person.app.code(1))).expect(200);

    login("disable@example.com", Map.of()).expect(200);
    person
        .person
        .post("/api/auth/totp/disable", Map.of("code", "123456"))
        .expect(409, "TOTP_NOT_ON", "The second factor is not on.");
  }

  @Test
  void theSecretIsSealedInTheDatabase() {
    Enrolled person = enrol("sealed@example.com");

    assertThat(person.app.code(0)).hasSize(6);
    assertThat(platform.query("select min(length(secret)) from identity.totp")).isEqualTo("53");
  }

  private Person signUp(String email) {
    Person person = platform.signUp(email);
    person.post("/api/auth/update-profile", Map.of("password", PASSWORD)).expect(200);
    return person;
  }

  private Enrolled enrol(String email) {
    Person person = signUp(email);
    Authenticator app =
        new Authenticator(person.post("/api/auth/totp").expect(200).text("secret"), platform);
    List<String> recoveryCodes =
        person
            .post("/api/auth/totp/confirm", Map.of("code", app.code(0)))
            .expect(200)
            .texts("recovery_codes");
    return new Enrolled(person, app, recoveryCodes);
  }

  private Answer login(String email, Map<String, String> more) {
    Map<String, String> body = new HashMap<>(more);
    body.put("email", email);
    body.put("password", PASSWORD);
    return platform.stranger().post("/api/auth/login", body);
  }

  private Answer verify(Map<String, String> body) {
    return platform.stranger().post("/api/auth/verify-otp", body);
  }
}
