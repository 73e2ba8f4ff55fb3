package dev.stackyn.accounts.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.AccountStats;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** How many accounts there are, in all and of each kind. */
@Serdeable
@Schema(name = "AccountStats")
record AccountStatsAnswer(
    @Schema(example = "42") long total,
    @Schema(example = "30") long active,
    @Schema(example = "10") long pending,
    @Schema(example = "1") long suspended,
    @Schema(example = "1") long banned,
    @Schema(example = "31") long verified,
    @Schema(name = "created_today", description = "Since midnight, UTC.", example = "3")
        @JsonProperty("created_today")
        long createdToday) {

  static AccountStatsAnswer of(AccountStats stats) {
    return new AccountStatsAnswer(
        stats.total(),
        stats.active(),
        stats.pending(),
        stats.suspended(),
        stats.banned(),
        stats.overall().verified(),
        stats.overall().createdToday());
  }
}
