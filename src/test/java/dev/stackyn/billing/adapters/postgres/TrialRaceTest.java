package dev.stackyn.billing.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.billing.domain.TrialClock;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.MailFolder;
import dev.stackyn.testing.TestPlatform;
import dev.stackyn.testing.TestPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialRaceTest {

  /** Platforms on one database; what is due is due on all of them at once. */
  @Test
  void ofManyRunsOnTwoPlatformsOneSendsTheLetter(@TempDir Path keys) {
    External database = TestPostgres.freshDatabase();
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", TestPostgres.url(database),
            "STACKYN_KEYS", keys.toString(),
            "STACKYN_BILLING", "on");
    try (TestPlatform one = TestPlatform.start(settings).untilReady();
        TestPlatform two = TestPlatform.start(onlyServing(settings)).untilReady()) {
      one.signUp("ada@example.com");
      Instant lastDay = Instant.now().plus(Duration.ofDays(6)).plus(Duration.ofHours(1));

      runOnBoth(one, two, lastDay);
      runOnBoth(one, two, lastDay.plus(Duration.ofDays(1)));

      Eventually.that("the last letter", () -> subjects(one, two).size() >= 4);
      assertThat(subjects(one, two))
          .containsExactlyInAnyOrder(
              "Your Stackyn code",
              "Your Stackyn 7-day trial has started",
              "Your Stackyn trial ends tomorrow",
              "Your Stackyn trial has ended");
    }
  }

  /** It delivers no letters: the code of a sign-up arrives where the test looks for it. */
  private static Map<String, String> onlyServing(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("STACKYN_ROLE", "api");
    return all;
  }

  private static void runOnBoth(TestPlatform one, TestPlatform two, Instant now) {
    AtomicInteger turn = new AtomicInteger();
    AtOnce.times(
        8,
        () -> {
          TestPlatform platform = turn.getAndIncrement() % 2 == 0 ? one : two;
          platform.bean(TrialClock.class).run(now);
          return true;
        });
  }

  private static List<String> subjects(TestPlatform... platforms) {
    return Stream.of(platforms)
        .flatMap(platform -> platform.mail().lettersTo("ada@example.com").stream())
        .map(MailFolder.Received::subject)
        .toList();
  }
}
