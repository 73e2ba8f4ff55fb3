package dev.stackyn.jobs.bench;

import java.util.List;

/** What was measured several times. */
record Figures(List<Double> sorted) {
  Figures {
    sorted = sorted.stream().sorted().toList();
  }

  double median() {
    return percentile(50);
  }

  /** The smallest of which at least so many percent are not above it. */
  double percentile(int percent) {
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(rank, 1) - 1);
  }
}
