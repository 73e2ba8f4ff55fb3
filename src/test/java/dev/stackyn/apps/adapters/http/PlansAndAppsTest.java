package dev.stackyn.apps.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.apps.domain.AppSwitch;
import dev.stackyn.apps.domain.IdleApps;
import dev.stackyn.apps.domain.LapsedPlans;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Visits;
import dev.stackyn.testing.Answer;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.TestPlatform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What plans let their owners have, and what becomes of apps whose plan lapses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlansAndAppsTest {
  private static final String REPO = "https://git.example.com/ada/shop";
  private static final String ENDED = "your free trial has ended. Upgrade to continue";

  private final AtomicInteger owners = new AtomicInteger();
  private TestPlatform platform;

  @BeforeAll
  void start() {
    platform =
        TestPlatform.start(
                Map.of(
                    "STACKYN_ROLE", "api",
                    "STACKYN_BILLING", "on",
                    "STACKYN_TEST_ENDPOINTS", "true"))
            .untilReady();
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @Test
  void aPlanHasRoomForSoManyApps() {
    Person ada = onPlan("starter");
    create(ada, "One", Map.of()).expect(201);

    create(ada, "Two", Map.of())
        .expect(
            403,
            "PLAN_LIMIT_EXCEEDED",
            "You have reached the maximum number of apps (1) for your plan. Please upgrade your"
                + " plan to create more apps.");
  }

  @Test
  void twoThatAreMadeAtOnceDoNotBothTakeTheLastPlace() {
    Person ada = onPlan("starter");
    AtomicInteger number = new AtomicInteger();

    List<Integer> statuses =
        AtOnce.times(4, () -> create(ada, "Racer " + number.getAndIncrement(), Map.of()).status());

    assertThat(statuses).containsExactlyInAnyOrder(201, 403, 403, 403);
  }

  @Test
  void allAppsTogetherHaveTheMemoryOfThePlan() {
    Person ada = onPlan("builder");
    Answer large = create(ada, "Large", Map.of("memory_mb", 900)).expect(201);
    create(ada, "Too large", Map.of("memory_mb", 125))
        .expect(
            403,
            "PLAN_LIMIT_EXCEEDED",
            "plan limit exceeded. Total RAM usage (1025 MB) exceeds limit (1024 MB). Upgrade to"
                + " continue");
    ada.patch(path(large), Map.of("settings", Map.of("memory_mb", 1025)))
        .expect(
            403,
            "PLAN_LIMIT_EXCEEDED",
            "plan limit exceeded. Total RAM usage (1025 MB) exceeds limit (1024 MB). Upgrade to"
                + " continue");
    ada.patch(path(large), Map.of("settings", Map.of("memory_mb", 824))).expect(200);

    Answer rest = create(ada, "What is left", Map.of()).expect(201);

    assertThat(settings(rest)).containsEntry("memory_mb", 200);
    Map<String, Object> quota = map(ada.get("/api/user/me").expect(200).json().get("quota"));
    assertThat(quota).containsEntry("app_count", 2).containsEntry("total_ram_mb", 1024);
  }

  @Test
  void theSmallestPlanRunsAnApp() {
    assertThat(settings(create(onPlan("free"), "Small", Map.of()).expect(201)))
        .containsEntry("memory_mb", 128);
  }

  @Test
  void whoseTrialHasEndedMayReadAndDeleteOnly() {
    Person ada = onPlan("pro");
    Answer made = create(ada, "Lapsing", Map.of()).expect(201);
    ada.post(path(made) + "/env", Map.of("key", "A", "value", "1")).expect(201);
    lapse(ada);

    expectUnpaid(create(ada, "More", Map.of()));
    for (String route : List.of("/redeploy", "/start", "/restart")) {
      expectUnpaid(ada.post(path(made) + route));
    }
    expectUnpaid(ada.post(path(made) + "/rollback", Map.of("deployment_id", 1)));
    expectUnpaid(ada.post(path(made) + "/env", Map.of("key", "B", "value", "1")));
    expectUnpaid(ada.put(path(made) + "/env", Map.of("content", "B=1")));
    expectUnpaid(ada.patch(path(made), Map.of("name", "Other")));
    ada.get(path(made)).expect(200);
    ada.get(path(made) + "/env").expect(200);
    ada.get(path(made) + "/deployments").expect(200);
    ada.post(path(made) + "/stop").expect(200);
    ada.delete(path(made) + "/env/A").expect(204);
    Answer admin = platform.admin().post("/admin/apps/" + idOf(made) + "/redeploy").expect(409);
    assertThat(admin.text("error")).contains(ENDED);
    ada.delete(path(made)).expect(204);
  }

  @Test
  void appsGoOffWithThePlanAndComeBackWithIt() {
    Person ada = onPlan("pro");
    Answer on = create(ada, "On", Map.of()).expect(201);
    Answer off = create(ada, "Off", Map.of()).expect(201);
    serve(on);
    ada.post(path(off) + "/stop").expect(200);
    lapse(ada);

    watch();
    watch();

    assertThat(ada.get(path(on)).json())
        .containsEntry("status", "disabled")
        .containsEntry("url", "");
    assertThat(ada.get(path(off)).json()).containsEntry("status", "disabled");
    assertThat(deployments(on)).isEqualTo("STOPPED");
    ada.post("/api/v1/test/billing", Map.of("billing_status", "active")).expect(200);

    watch();
    watch();

    assertThat(ada.get(path(on)).json()).containsEntry("status", "pending");
    assertThat(ada.get(path(off)).json()).containsEntry("status", "stopped");
    assertThat(deployments(on)).isEqualTo("STOPPED,PENDING");
  }

  @Test
  void whoHasPaidNeedNotWaitForTheClock() {
    Person ada = onPlan("pro");
    Answer made = create(ada, "Impatient", Map.of()).expect(201);
    lapse(ada);
    watch();
    ada.post("/api/v1/test/billing", Map.of("billing_status", "active")).expect(200);

    Answer redeployed = ada.post(path(made) + "/redeploy").expect(200);

    assertThat(map(redeployed.json().get("app"))).containsEntry("status", "pending");
  }

  @Test
  void onlyWhatIsIdleAndNotToBeAlwaysOnFallsAsleep() {
    Person ada = onPlan("pro");
    Person bob = onPlan("free");
    Answer always = create(ada, "Always", Map.of()).expect(201);
    Answer busy = create(ada, "Busy", Map.of("always_on", false)).expect(201);
    Answer idle = create(ada, "Idle", Map.of("always_on", false)).expect(201);
    Answer cheap = create(bob, "Cheap", Map.of("always_on", true)).expect(201);
    List.of(always, busy, idle, cheap).forEach(this::serve);
    assertThat(platform.bean(IdleApps.class).putToSleep()).isEmpty();

    platform.sql("update deployments.deployments set updated_at = now() - interval '1 hour'");
    platform.bean(Visits.class).note(Set.of(appId(busy)));

    assertThat(platform.bean(IdleApps.class).putToSleep())
        .containsExactlyInAnyOrder(appId(idle), appId(cheap));
    assertThat(
            platform.query(
                "select count(*) from jobs.jobs where kind = 'sleep_app' and lane = 'app:%s'"
                    .formatted(idOf(idle))))
        .isEqualTo("1");
  }

  private static AppId appId(Answer made) {
    return new AppId(UUID.fromString(idOf(made)));
  }

  private Person onPlan(String plan) {
    Person person = platform.member("owner" + owners.incrementAndGet() + "@example.com");
    person
        .post("/api/v1/test/billing", Map.of("billing_status", "active", "plan", plan))
        .expect(200);
    return person;
  }

  private static void lapse(Person person) {
    person
        .post(
            "/api/v1/test/billing",
            Map.of("billing_status", "trial", "trial_ends_at", "2020-01-01T00:00:00Z"))
        .expect(200);
  }

  /** As the job does it. */
  private void watch() {
    LapsedPlans plans = platform.bean(LapsedPlans.class);
    AppSwitch apps = platform.bean(AppSwitch.class);
    plans.toDisable().forEach(apps::off);
    plans.toEnable().forEach(apps::on);
  }

  private static void expectUnpaid(Answer answer) {
    answer.expect(402, "PAYMENT_REQUIRED", ENDED);
    assertThat(answer.text("billing_status")).isEqualTo("expired");
  }

  private Answer create(Person person, String name, Map<String, Object> settings) {
    return person.post(
        "/api/v1/apps", Map.of("name", name, "repo_url", REPO, "settings", settings));
  }

  private void serve(Answer made) {
    platform.sql(
        ("update deployments.deployments set status = 'RUNNING', live_at = now(), image_kept = true,"
                + " image = 'sha256:%s' where app_id = '%s'")
            .formatted("0".repeat(64), idOf(made)));
  }

  private String deployments(Answer made) {
    return platform.query(
        "select string_agg(status, ',' order by id) from deployments.deployments where app_id = '%s'"
            .formatted(idOf(made)));
  }

  private static Map<String, Object> settings(Answer made) {
    return map(map(made.json().get("app")).get("settings"));
  }

  private static String idOf(Answer made) {
    return String.valueOf(map(made.json().get("app")).get("id"));
  }

  private static String path(Answer made) {
    return "/api/v1/apps/" + idOf(made);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return (Map<String, Object>) Objects.requireNonNull(value);
  }
}
