package dev.stackyn.platform.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.RequestId;
import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.AuditPage;
import dev.stackyn.platform.domain.AuditQuery;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What was done to the platform, and by whom: for administrators. */
@Access(Access.Rule.ADMIN)
@Controller("/admin/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Administration")
class AuditController {
  private static final int PAGE = 50;

  private final AuditLog audit;

  AuditController(AuditLog audit) {
    this.audit = audit;
  }

  /** Something that was done. */
  @Serdeable
  @Schema(name = "AuditEntry")
  record EntryAnswer(
      @Schema(example = "42") long id,
      Instant at,
      @Schema(description = "A user's id, system or anonymous.", example = "system") String actor,
      @Schema(example = "session.begun") String action,
      @Schema(example = "ada@example.com") @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
          String subject,
      Map<String, String> detail,
      @Schema(name = "request_id", example = "5f1c2a9be07d4c3f8a6b1d2e3f405162")
          @JsonProperty("request_id")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable
          String requestId) {

    static EntryAnswer of(AuditPage.Row row) {
      AuditEntry entry = row.entry();
      return new EntryAnswer(
          row.id(),
          entry.at(),
          entry.actor(),
          entry.action().name(),
          entry.action().subject().orElse(null),
          entry.action().detail(),
          entry.request().map(RequestId::value).orElse(null));
    }
  }

  /** Newest first. */
  @Serdeable
  @Schema(name = "AuditPage")
  record PageAnswer(
      @JsonInclude(JsonInclude.Include.ALWAYS) List<EntryAnswer> entries,
      @Schema(description = "Goes on from here as ?cursor=; null at the end.", example = "42")
          @JsonInclude(JsonInclude.Include.ALWAYS)
          @Nullable
          String cursor) {}

  @Get("{?action,actor,from,to,cursor,limit}")
  @Operation(operationId = "audit", summary = "The audit log, newest first")
  PageAnswer audit(
      @QueryValue @Nullable String action,
      @QueryValue @Nullable String actor,
      @Parameter(description = "RFC 3339, inclusive.") @QueryValue @Nullable String from,
      @Parameter(description = "RFC 3339, exclusive.") @QueryValue @Nullable String to,
      @QueryValue @Nullable String cursor,
      @Parameter(description = "1 to 200, else 50.") @QueryValue @Nullable Integer limit) {
    AuditQuery query =
        new AuditQuery(
            Optional.ofNullable(action),
            Optional.ofNullable(actor),
            instant("from", from),
            instant("to", to));
    AuditPage page = audit.find(query, place(cursor), limit == null ? PAGE : limit);
    String next = page.next().isPresent() ? String.valueOf(page.next().getAsLong()) : null;
    return new PageAnswer(page.rows().stream().map(EntryAnswer::of).toList(), next);
  }

  private static Optional<Instant> instant(String name, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      throw Refusal.invalid(name, "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  private static OptionalLong place(@Nullable String cursor) {
    try {
      return cursor == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(cursor));
    } catch (NumberFormatException e) {
      throw Refusal.invalid("cursor", "must be one that came with an answer");
    }
  }
}
