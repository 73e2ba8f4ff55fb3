package dev.stackyn.billing.adapters.lemonsqueezy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.MailFolder;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LemonSqueezyTest {
  private static final String PATH = "/api/webhooks/lemon-squeezy";
  private static final String SECRET = "what the provider signs with";

  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_BILLING", "on",
                    "LEMON_SQUEEZY_WEBHOOK_SECRET", SECRET,
                    "LEMON_SQUEEZY_VARIANTS", "12345=starter,67890=pro,77777=gold"))
            .untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aSubscriptionLivesAndEnds() {
    String email = "life@example.com";
    Person ada = platform.signUp(email);

    tell("subscription_payment_success", email);
    expect(ada, "trial", "trial", "pro");
    tell("subscription_created", email);
    expect(ada, "active", "active", "pro");
    tell("subscription_payment_failed", email);
    tell("subscription_updated_past_due", email);
    expect(ada, "active", "active", "pro");
    tell("subscription_updated_starter", email);
    expect(ada, "active", "active", "starter");
    tell("subscription_paused", email);
    expect(ada, "expired", "expired", "starter");
    tell("subscription_unpaused", email);
    expect(ada, "active", "active", "pro");
    tell("subscription_cancelled", email);
    expect(ada, "active", "cancelled", "pro");
    tell("subscription_resumed", email);
    expect(ada, "active", "active", "pro");
    tell("subscription_expired", email);
    expect(ada, "expired", "expired", "pro");
    tell("subscription_payment_recovered", email);
    expect(ada, "active", "active", "pro");

    List<String> expected =
        List.of(
            "Your Stackyn code",
            "Your Stackyn 7-day trial has started",
            "Welcome to Stackyn 🎉",
            "Payment Failed - Action Required",
            "Your Stackyn subscription has expired",
            "Welcome to Stackyn 🎉",
            "Your Stackyn subscription has expired",
            "Welcome to Stackyn 🎉");
    Eventually.that(
        "all letters have arrived",
        () -> platform.mail().lettersTo(email).size() >= expected.size());
    assertThat(platform.mail().lettersTo(email))
        .extracting(MailFolder.Received::subject)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void theSameBodyTwiceChangesNothing() {
    String email = "twice@example.com";
    Person ada = platform.signUp(email);
    tell("subscription_created", email);
    tell("subscription_expired", email);
    int audited = audited(email);

    tell("subscription_created", email);
    tell("subscription_expired", email);

    expect(ada, "expired", "expired", "pro");
    assertThat(audited(email)).isEqualTo(audited);
  }

  @Test
  void whoeverBoughtIsAlsoKnownByHisAddress() {
    Person ada = platform.signUp("address@example.com");
    String body =
        payload("subscription_created", "")
            .replace("\"user_id\": \"\"", "\"note\": \"none\"")
            .replace("ada@example.com", "Address@Example.com");

    send(body).expect(200);

    expect(ada, "active", "active", "pro");
  }

  @Test
  void otherEventsAreTakenAndIgnored() {
    String email = "order@example.com";
    Person ada = platform.signUp(email);

    tell("order_created", email);

    expect(ada, "trial", "trial", "pro");
  }

  @Test
  void whatIsNotKnownHereChangesNothing() {
    String email = "unknown@example.com";
    Person ada = platform.signUp(email);
    String created = payload("subscription_created", platform.idOf(email).toString());

    send(created.replace("67890", "99999")).expect(200);
    send(created.replace("67890", "77777")).expect(200);
    send(payload("subscription_created", "0199f0a2-5b1e-7c3d-9a4f-2b6c8d0e1f23")).expect(200);
    send(created.replace("\"status\": \"active\"", "\"status\": \"levitating\"")).expect(200);

    expect(ada, "trial", "trial", "pro");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "not json",
        "null",
        "[]",
        "{}",
        "{\"meta\":{\"event_name\":\"subscription_created\"}}",
        "{\"meta\":{\"event_name\":\"subscription_created\"},\"data\":{\"id\":\"1\","
            + "\"attributes\":{\"status\":\"expired\",\"updated_at\":\"yesterday\"}}}",
        "{\"meta\":{\"event_name\":\"subscription_created\"},\"data\":{\"id\":\" \","
            + "\"attributes\":{\"status\":\"expired\",\"updated_at\":\"2026-01-01T00:00:00Z\"}}}",
        "{\"meta\":{\"event_name\":\"subscription_payment_failed\"},\"data\":{\"attributes\":[]}}",
      })
  void whatIsSignedButNotAnEventIsRefused(String body) {
    send(body).expect(400, "MALFORMED_BODY", "Invalid payload");
  }

  @Test
  void onlyTheHolderOfTheSecretIsHeard() {
    String email = "forged@example.com";
    Person ada = platform.signUp(email);
    String body = payload("subscription_created", platform.idOf(email).toString());

    send(body, null).expect(401, "INVALID_SIGNATURE", "Missing signature");
    send(body, "").expect(401, "INVALID_SIGNATURE", "Missing signature");
    send(body, "00").expect(401, "INVALID_SIGNATURE", "Invalid signature");
    send(body, sign(body, "another secret")).expect(401, "INVALID_SIGNATURE", "Invalid signature");
    send(body + " ", sign(body, SECRET)).expect(401, "INVALID_SIGNATURE", "Invalid signature");

    expect(ada, "trial", "trial", "pro");
  }

  @Test
  void withoutASecretThereIsNothingHere() {
    try (TestPlatform closed = TestPlatform.start().untilReady()) {
      String body = payload("subscription_created", "");
      Person stranger = closed.stranger();
      stranger
          .send(stranger.request(PATH).POST(BodyPublishers.ofString(body)))
          .expect(404, "NOT_FOUND", "There is nothing at this address.");
    }
  }

  private void tell(String file, String email) {
    assertThat(send(payload(file, platform.idOf(email).toString())).expect(200).json())
        .isEqualTo(Map.of("status", "ok"));
  }

  private Answer send(String body) {
    return send(body, sign(body, SECRET));
  }

  private Answer send(String body, @Nullable String signature) {
    Person provider = platform.stranger();
    HttpRequest.Builder request =
        provider
            .request(PATH)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (signature != null) {
      request.header("X-Signature", signature);
    }
    return provider.send(request);
  }

  private int audited(String email) {
    return Integer.parseInt(
        platform.query(
            "select count(*) from platform.audit_log where subject = '%s'"
                .formatted(platform.idOf(email))));
  }

  private static void expect(Person person, String billing, String status, String plan) {
    Answer me = person.get("/api/user/me").expect(200);
    assertThat(me.json()).containsEntry("billing_status", billing).containsEntry("plan", plan);
    assertThat((Map<?, ?>) Objects.requireNonNull(me.json().get("subscription")))
        .extracting("status")
        .isEqualTo(status);
  }

  private static String payload(String file, String userId) {
    String name = "/lemonsqueezy/" + file + ".json";
    try (InputStream in =
        Objects.requireNonNull(LemonSqueezyTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("USER_ID", userId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sign(String body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
