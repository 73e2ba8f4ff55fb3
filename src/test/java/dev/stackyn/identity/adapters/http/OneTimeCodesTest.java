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
class OneTimeCodesTest {
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

  private String code(String email) {
    return platform.mail().codeAfter(email, () -> send(email).expect(200));
  }

  private Answer send(String email) {
    return platform.stranger().post("/api/auth/send-otp", Map.of("email", email));
  }

  private Answer verify(String email, String code) {
    return platform.stranger().post("/api/auth/verify-otp", Map.of("email", email, "otp", code));
  }
}
