package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** Which part of a list an answer holds, and how much there is of it. */
@Serdeable
@Schema(name = "AccountPagination")
record PaginationAnswer(
    @Schema(example = "20") int limit,
    @Schema(example = "0") long offset,
    @Schema(example = "1") long page,
    @Schema(description = "All that fit the filters.", example = "42") long total,
    @Schema(description = "Those in this answer.", example = "20") int count,
    @Schema(name = "total_pages", example = "3") @JsonProperty("total_pages") long totalPages) {

  static PaginationAnswer of(int limit, long offset, int count, long total) {
    return new PaginationAnswer(
        limit, offset, offset / limit + 1, total, count, Math.ceilDiv(total, (long) limit));
  }
}
