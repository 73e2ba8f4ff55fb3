package dev.stackyn.accounts.adapters.http;

import dev.stackyn.accounts.domain.AccountQuery;
import dev.stackyn.accounts.domain.AccountQuery.Part;
import dev.stackyn.accounts.domain.AccountQuery.Span;
import dev.stackyn.accounts.domain.AccountQuery.Standing;
import dev.stackyn.accounts.domain.AccountStatus;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a client asks the list of accounts for. */
@Introspected
record AccountListParameters(
    @Parameter(description = "1 to 100, else 20.") @QueryValue @Nullable String limit,
    @Parameter(description = "How many are left out; counts before the page.") @QueryValue @Nullable
        String offset,
    @Parameter(description = "From 1.") @QueryValue @Nullable String page,
    @Parameter(description = "pending, active, suspended, banned or verified.")
        @QueryValue
        @Nullable
        String status,
    @Parameter(description = "Those that this job made.") @QueryValue("job_id") @Nullable
        String jobId,
    @Parameter(description = "A part of e-mail or username, whatever its case.")
        @QueryValue
        @Nullable
        String q,
    @Parameter(description = "A day (UTC) or a moment; it is included.")
        @QueryValue("created_from")
        @Nullable
        String createdFrom,
    @Parameter(description = "A day (UTC), which is included, or a moment, which is not.")
        @QueryValue("created_to")
        @Nullable
        String createdTo) {

  /** Nothing when no account can be like that. */
  Optional<AccountQuery> query() {
    Optional<Standing> standing = said(status).flatMap(AccountListParameters::standing);
    Optional<JobId> job = said(jobId).flatMap(JobId::parse);
    Span created =
        new Span(
            said(createdFrom).map(text -> moment("created_from", text, 0)),
            said(createdTo).map(text -> moment("created_to", text, 1)));
    boolean impossible =
        (said(status).isPresent() && standing.isEmpty())
            || (said(jobId).isPresent() && job.isEmpty());
    return impossible
        ? Optional.empty()
        : Optional.of(new AccountQuery(standing, job, search(), created, part()));
  }

  /** What makes no sense counts as not said; too much is cut. */
  Part part() {
    long wanted = number(limit).filter(n -> n >= 1).orElse((long) Part.DEFAULT_LIMIT);
    int most = (int) Math.min(wanted, Part.LARGEST);
    long skipped =
        number(offset)
            .filter(n -> n >= 0)
            .or(() -> number(page).filter(n -> n >= 1).map(n -> (n - 1) * most))
            .orElse(0L);
    return new Part(most, skipped);
  }

  private static Optional<Standing> standing(String word) {
    return word.equalsIgnoreCase("verified")
        ? Optional.of(new Standing.Verified())
        : AccountStatus.parse(word).map(Standing.In::new);
  }

  /** PostgreSQL takes no text with a zero byte; neither of the two is in any name. */
  private String search() {
    return said(q).map(text -> text.strip().replace('\0', '\1')).orElse("");
  }

  private static Instant moment(String field, String text, int daysAfter) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).plusDays(daysAfter).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw Refusal.invalid(
          field, "must be a day such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z");
    }
  }

  private static Optional<Long> number(@Nullable String text) {
    try {
      // Beyond this no list has anything.
      return said(text).map(Long::parseLong).map(n -> Math.min(n, Integer.MAX_VALUE));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).filter(some -> !some.isBlank());
  }
}
