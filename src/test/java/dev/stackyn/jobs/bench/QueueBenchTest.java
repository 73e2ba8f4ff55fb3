package dev.stackyn.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.testing.TestPostgres;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The bench works, for everybody in it: a contender that loses or repeats a job breaks it off. What
 * its figures say is for long runs on quiet machines.
 */
class QueueBenchTest {
  private final Map<String, String> targets = new LinkedHashMap<>();
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  @Test
  void measuresAllContendersAndWhatOursDoesAlone() throws InterruptedException {
    new QueueBench(QueueBench.Size.brief(), TestPostgres::freshDatabase, findings()).run();

    assertThat(values.keySet())
        .contains("drain_2_stackyn_per_s", "drain_2_db_scheduler_per_s", "drain_2_jobrunr_per_s")
        .contains("sustained_2_stackyn_per_s", "sustained_2_db_scheduler_per_s")
        .contains("sustained_2_jobrunr_per_s", "enqueue_2_stackyn_per_s");
    assertThat(targets)
        .isEqualTo(
            Map.of(
                "drain_2_ratio", ">=1.5",
                "sustained_2_ratio", ">=1.5",
                "begin_here_ms_p50", "<=5",
                "begin_here_ms_p99", "<=50",
                "begin_elsewhere_ms_p50", "<=5",
                "begin_elsewhere_ms_p99", "<=50",
                "claim_ratio", "<=1.3",
                "enqueue_adds_ms", "<=1"));
    assertThat(lines.subList(0, 3))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("stackyn: STACKYN_BRIEF_WORKERS=2"),
            line -> assertThat(line).startsWith("db-scheduler: 16.12.0, threads(2)"),
            line -> assertThat(line).startsWith("JobRunr: 8.7.0, "));
  }

  private Findings findings() {
    return new Findings() {
      @Override
      public void say(String line) {
        lines.add(line);
      }

      @Override
      public void figure(String name, double value) {
        values.put(name, value);
      }

      @Override
      public void figure(String name, double value, String target) {
        figure(name, value);
        targets.put(name, target);
      }
    };
  }
}
