package dev.stackyn.jobs.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What has become of a job. */
public enum JobStatus {
  PENDING,
  RUNNING,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Whether nothing happens to it any more, unless somebody asks for it. */
  public boolean isTerminal() {
    return switch (this) {
      case PENDING, RUNNING -> false;
      case COMPLETED, FAILED, CANCELLED -> true;
    };
  }

  /** How clients call it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<JobStatus> parse(String word) {
    return Stream.of(values()).filter(status -> status.word().equalsIgnoreCase(word)).findFirst();
  }
}
