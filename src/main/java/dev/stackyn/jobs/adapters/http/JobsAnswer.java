package dev.stackyn.jobs.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.jobs.domain.JobPage;
import dev.stackyn.jobs.domain.JobQuery;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** One page of jobs. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Jobs")
record JobsAnswer(boolean success, List<JobAnswer> jobs, Pagination pagination) {

  /** Where in the list the page is. */
  @Serdeable
  @Schema(name = "Pagination")
  record Pagination(
      @Schema(example = "50") int limit,
      @Schema(example = "0") long offset,
      @Schema(description = "From 1.", example = "1") long page,
      @Schema(description = "How many there are in all.", example = "120") long total,
      @Schema(description = "How many are on this page.", example = "50") int count,
      @Schema(name = "total_pages", example = "3") @JsonProperty("total_pages") long totalPages) {

    static Pagination of(int limit, long offset, int count, long total) {
      return new Pagination(
          limit, offset, offset / limit + 1, total, count, (total + limit - 1) / limit);
    }
  }

  static JobsAnswer of(JobQuery query, JobPage page) {
    List<JobAnswer> jobs = page.jobs().stream().map(JobAnswer::of).toList();
    return new JobsAnswer(
        true, jobs, Pagination.of(query.limit(), query.offset(), jobs.size(), page.total()));
  }

  static JobsAnswer none(int limit, long offset) {
    return new JobsAnswer(true, List.of(), Pagination.of(limit, offset, 0, 0));
  }
}
