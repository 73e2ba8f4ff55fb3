package dev.stackyn.jobs.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.jobs.ports.Timetable;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.TestPlatform;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulesTest {
  private TestPlatform platform;
  private TestPlatform other;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
    other = platform.another(Map.of("STACKYN_ROLE", "api")).untilReady();
  }

  @AfterAll
  void stop() {
    other.close();
    platform.close();
  }

  @BeforeEach
  void plan() {
    platform.sql("truncate jobs.jobs, jobs.job_events, jobs.schedules");
    platform.bean(Schedules.class).plan();
  }

  @Test
  void nothingIsEnqueuedBeforeItsTime() {
    platform.bean(Schedules.class).enqueueDue();

    assertThat(jobs()).isZero();
    assertThat(platform.query("select bool_and(next_at > now()) from jobs.schedules"))
        .isEqualTo("t");
  }

  @Test
  void whatIsDueIsEnqueuedOnceHoweverManyPlatformsLook() {
    makeDue("trial_expiry");

    AtOnce.times(
        8,
        () -> {
          platform.bean(Schedules.class).enqueueDue();
          other.bean(Schedules.class).enqueueDue();
          return true;
        });

    assertThat(jobs()).isEqualTo(1);
    assertThat(
            platform.query(
                "select next_at > now() from jobs.schedules where name = 'trial_expiry'"))
        .isEqualTo("t");
  }

  @Test
  void whatWasMissedForDaysIsMadeUpForOnce() {
    makeDue("trial_expiry");

    platform.bean(Schedules.class).enqueueDue();
    platform.bean(Schedules.class).enqueueDue();

    assertThat(jobs()).isEqualTo(1);
  }

  @Test
  void aDutyThatStillWaitsIsNotEnqueuedAgain() {
    for (int i = 0; i < 3; i++) {
      makeDue("trial_expiry");
      platform.bean(Schedules.class).enqueueDue();
    }

    assertThat(jobs()).isEqualTo(1);
  }

  @Test
  void aRuleThatChangedBeginsAnew() {
    platform.sql(
        "update jobs.schedules set rule = '0 0 1 1 *', next_at = now() + interval '300 days'"
            + " where name = 'trial_expiry'");

    platform.bean(Schedules.class).plan();

    assertThat(
            platform.query(
                "select next_at < now() + interval '11 minutes' from jobs.schedules"
                    + " where name = 'trial_expiry'"))
        .isEqualTo("t");
  }

  @Test
  void rulesAreCronExpressionsInUtc() {
    Timetable timetable = platform.bean(Timetable.class);

    assertThat(timetable.next("17 3 * * *", Instant.parse("2026-03-29T03:17:00Z")))
        .isEqualTo("2026-03-30T03:17:00Z");
    assertThatThrownBy(() -> timetable.next("every day", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void makeDue(String name) {
    platform.sql(
        "update jobs.schedules set next_at = now() - interval '3 days' where name = '%s'"
            .formatted(name));
  }

  private int jobs() {
    return Integer.parseInt(platform.query("select count(*) from jobs.jobs"));
  }
}
