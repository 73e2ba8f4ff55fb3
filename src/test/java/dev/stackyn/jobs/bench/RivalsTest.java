package dev.stackyn.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import dev.stackyn.testing.TestPostgres;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Those whom we measure against are set up so that they work: neither loses nor repeats a job. */
class RivalsTest {
  private static final Sustained.Course BRIEF =
      new Sustained.Course(Duration.ofMillis(50), Duration.ofMillis(200), 200, 20_000);

  @TestFactory
  Stream<DynamicTest> runEveryJobExactlyOnce() {
    return Stream.of(
        rival("db-scheduler", DbSchedulerContender::new), rival("JobRunr", JobRunrContender::new));
  }

  private static DynamicTest rival(String name, Function<External, Contender> maker) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try (Contender contender = maker.apply(TestPostgres.freshDatabase())) {
            assertThat(Drain.measure(contender, 4, 300).drainedPerSecond()).isPositive();
            assertThat(Sustained.measure(contender, 4, BRIEF).enqueuedPerSecond()).isPositive();
            assertThat(contender.configuration(4)).contains("(4)");
          }
        });
  }
}
