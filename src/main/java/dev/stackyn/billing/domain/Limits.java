package dev.stackyn.billing.domain;

import java.util.Objects;

/** How much a user may have: the one object that everything which enforces a limit asks. */
public record Limits(int apps, int memoryMb, int diskMb, int concurrentBuilds, Features features) {
  public Limits {
    if (apps < 1 || memoryMb < 1 || diskMb < 1 || concurrentBuilds < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
    Objects.requireNonNull(features, "features");
  }
}
