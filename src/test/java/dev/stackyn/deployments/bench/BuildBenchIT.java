package dev.stackyn.deployments.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.bench.BuildBench.Findings;
import dev.stackyn.deployments.bench.BuildBench.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bench works, and what can be counted holds; what takes time is for quiet machines. */
@Tag("docker")
class BuildBenchIT {
  @TempDir Path folder;
  private final Map<String, Double> figures = new HashMap<>();

  @Test
  void afterOnePackageHasChangedOnlyThatOneIsFetched() throws IOException {
    new BuildBench(Size.brief(), folder, findings()).run();

    assertThat(figures)
        .containsEntry("packages", 4.0)
        .containsEntry("fetched_by_first_build", 4.0)
        .containsEntry("fetched_after_one_changed", 1.0)
        .hasEntrySatisfying("size_ratio", ratio -> assertThat(ratio).isLessThan(0.6))
        .containsKeys("second_to_first_ratio", "start_ratio", "detection_ms");
  }

  private Findings findings() {
    return new Findings() {
      @Override
      public void figure(String name, double value) {
        figures.put(name, value);
      }

      @Override
      public void figure(String name, double value, String target) {
        figures.put(name, value);
      }
    };
  }
}
