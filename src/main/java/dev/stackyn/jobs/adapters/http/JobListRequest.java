package dev.stackyn.jobs.adapters.http;

import dev.stackyn.jobs.domain.JobFilter;
import dev.stackyn.jobs.domain.JobOrder;
import dev.stackyn.jobs.domain.JobQuery;
import dev.stackyn.jobs.domain.JobStatus;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.annotation.Nullable;
import java.util.Optional;

/**
 * Which jobs a client asked for. A place that makes no sense counts as not said; a status, priority
 * or kind that there is not has no jobs.
 */
record JobListRequest(Filter filter, @Nullable String sort, Place place) {
  private static final int PAGE = 50;

  record Filter(@Nullable String status, @Nullable String priority, @Nullable String kind) {}

  record Place(@Nullable String limit, @Nullable String offset, @Nullable String page) {
    int size() {
      return Math.clamp(number(limit).orElse(PAGE), 1, JobQuery.MOST);
    }

    long start() {
      long before = number(page).map(number -> (Math.max(number, 1) - 1L) * size()).orElse(0L);
      return Math.max(0, number(offset).map(Integer::longValue).orElse(before));
    }

    private static Optional<Integer> number(@Nullable String text) {
      try {
        return text == null ? Optional.empty() : Optional.of(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  }

  /** Nothing when no job can fit. */
  Optional<JobQuery> query() {
    JobOrder order = order();
    Optional<JobStatus> status = said(filter.status).flatMap(JobStatus::parse);
    Optional<Integer> priority = said(filter.priority).flatMap(Priority::parse);
    // PostgreSQL takes no text with a zero byte, and no kind has one.
    Optional<String> kind = said(filter.kind).filter(name -> name.indexOf('\0') < 0);
    boolean unheardOf =
        isUnheardOf(filter.status, status)
            || isUnheardOf(filter.priority, priority)
            || isUnheardOf(filter.kind, kind);
    return unheardOf
        ? Optional.empty()
        : Optional.of(
            new JobQuery(
                new JobFilter(Optional.empty(), status, priority, kind),
                order,
                place.size(),
                place.start()));
  }

  private JobOrder order() {
    return switch (said(sort).orElse("-created_at")) {
      case "-created_at" -> JobOrder.NEWEST;
      case "created_at" -> JobOrder.OLDEST;
      default -> throw Refusal.invalid("sort", "must be created_at or -created_at");
    };
  }

  private static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).filter(word -> !word.isEmpty());
  }

  private static boolean isUnheardOf(@Nullable String text, Optional<?> found) {
    return said(text).isPresent() && found.isEmpty();
  }
}
