package dev.stackyn.routing.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.bench.Findings;
import dev.stackyn.routing.domain.Routing;
import dev.stackyn.testing.TestPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bench works, and nothing that it asks for fails. What its figures say is for long runs on
 * quiet machines.
 */
class RouterBenchTest {
  @TempDir Path folder;
  private final Map<String, String> targets = new HashMap<>();
  private final Map<String, Double> figures = new HashMap<>();

  @Test
  void measuresOursBesideAnotherAndLosesNoRequestWhileBackendsTakeOver() throws Exception {
    try (TestPlatform platform = TestPlatform.start().untilReady()) {
      Routing routing = platform.bean(Routing.class);
      Subject subject = new ThisProcess(routing, platform.platform().routerPort());

      new RouterBench(RouterBench.Size.brief(), folder, subject, findings()).run();
      new Takeovers(routing, subject.port(), Duration.ofMillis(200)).run(2, findings());
    }

    assertThat(figures)
        .containsKeys("stackyn_per_s", "nginx_per_s", "stackyn_cpu_us", "nginx_p99_ms")
        .containsEntry("takeovers", 2.0)
        .containsEntry("takeover_failed", 0.0)
        .hasEntrySatisfying(
            "takeover_requests", requests -> assertThat(requests).isGreaterThan(700));
    assertThat(targets)
        .isEqualTo(
            Map.of(
                "per_s_by_nginx", ">=0.8",
                "p99_ms_by_nginx", "<=1.5",
                "large_mb_per_s_by_nginx", ">=0.9",
                "socket_kb_each", "<=40",
                "many_routes_by_one", ">=0.98",
                "takeover_failed", "<=0",
                "cut_over_ms_most", "<=50"));
  }

  private Findings findings() {
    return new Findings() {
      @Override
      public void say(String line) {
        assertThat(line).doesNotStartWith("failed:");
      }

      @Override
      public void figure(String name, double value) {
        figures.put(name, value);
      }

      @Override
      public void figure(String name, double value, String target) {
        figure(name, value);
        targets.put(name, target);
      }
    };
  }
}
