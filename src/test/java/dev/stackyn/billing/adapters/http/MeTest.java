package dev.stackyn.billing.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.Answer;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MeTest {

  @Test
  void withoutBillingEverybodyIsActiveOnPro() {
    Map<String, String> limits =
        Map.of("STACKYN_DEFAULT_PLAN_LIMITS", "apps=50,memory_mb=8192,disk_mb=40960");
    try (TestPlatform platform = TestPlatform.start(limits).untilReady()) {
      Person ada = platform.signUp("ada@example.com");
      ada.post("/api/auth/update-profile", Map.of("full_name", "Ada")).expect(200);

      Answer me = ada.get("/api/user/me").expect(200);

      assertThat(me.json())
          .containsOnlyKeys(
              "id",
              "email",
              "full_name",
              "email_verified",
              "plan",
              "billing_status",
              "created_at",
              "updated_at",
              "quota",
              "subscription")
          .containsEntry("email", "ada@example.com")
          .containsEntry("full_name", "Ada")
          .containsEntry("email_verified", true)
          .containsEntry("plan", "pro")
          .containsEntry("billing_status", "active");
      assertThat(object(me, "quota"))
          .containsOnlyKeys("plan_name", "plan", "app_count", "total_ram_mb", "total_disk_mb")
          .containsEntry("plan_name", "pro")
          .containsEntry("app_count", 0)
          .containsEntry("total_ram_mb", 0)
          .containsEntry("total_disk_mb", 0);
      assertThat(object(object(me, "quota"), "plan"))
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("name", "pro"),
                  Map.entry("display_name", "Pro"),
                  Map.entry("price", 4900),
                  Map.entry("max_ram_mb", 8192),
                  Map.entry("max_disk_mb", 40_960),
                  Map.entry("max_apps", 50),
                  Map.entry("always_on", true),
                  Map.entry("auto_deploy", true),
                  Map.entry("health_checks", true),
                  Map.entry("logs", true),
                  Map.entry("zero_downtime", true),
                  Map.entry("workers", false),
                  Map.entry("priority_builds", true),
                  Map.entry("manual_deploy_only", false)));
      assertThat(object(me, "subscription"))
          .isEqualTo(
              Map.of("status", "active", "plan", "pro", "ram_limit_mb", 8192, "disk_limit_gb", 40));
      assertThat(platform.mail().lettersTo("ada@example.com")).hasSize(1);
    }
  }

  @Test
  void withBillingTheTrialIsShownAsWhatItIs() {
    try (TestPlatform platform = TestPlatform.start(Map.of("STACKYN_BILLING", "on")).untilReady()) {
      Person ada = platform.signUp("ada@example.com");

      Answer me = ada.get("/api/user/me").expect(200);

      assertThat(me.json()).containsEntry("plan", "pro").containsEntry("billing_status", "trial");
      Map<String, Object> subscription = object(me, "subscription");
      assertThat(subscription)
          .containsOnlyKeys(
              "status",
              "plan",
              "trial_started_at",
              "trial_ends_at",
              "ram_limit_mb",
              "disk_limit_gb")
          .containsEntry("status", "trial")
          .containsEntry("ram_limit_mb", 2048)
          .containsEntry("disk_limit_gb", 20);
      assertThat(time(subscription, "trial_ends_at"))
          .isEqualTo(time(subscription, "trial_started_at").plusSeconds(7 * 24 * 3600));
      assertThat(object(object(me, "quota"), "plan"))
          .containsEntry("max_apps", 3)
          .containsEntry("max_ram_mb", 2048);
    }
  }

  @Test
  void nobodyElseIsShownAnything() {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      platform
          .stranger()
          .get("/api/user/me")
          .expect(401, "UNAUTHORIZED", "Authorization header required");
      Person ada = platform.signUp("ada@example.com");
      platform.delete("ada@example.com");
      ada.get("/api/user/me").expect(401, "UNAUTHORIZED", "Invalid or expired token");
    }
  }

  private static Instant time(Map<String, Object> object, String name) {
    return Instant.parse(String.valueOf(object.get(name)));
  }

  private static Map<String, Object> object(Answer answer, String name) {
    return object(answer.json(), name);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, Object> object, String name) {
    return (Map<String, Object>) Objects.requireNonNull(object.get(name), name);
  }
}
