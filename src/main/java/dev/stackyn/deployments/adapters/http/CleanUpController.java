package dev.stackyn.deployments.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.deployments.domain.CleanUp;
import dev.stackyn.deployments.domain.CleanUp.Report;
import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditEntry;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.AuditQuery;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What nothing needs any more, and its end: for administrators. */
@Access(Access.Rule.ADMIN)
@Controller("/admin/cleanup")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Administration")
class CleanUpController {
  private final CleanUp cleanUp;
  private final AuditLog audit;

  CleanUpController(CleanUp cleanUp, AuditLog audit) {
    this.cleanUp = cleanUp;
    this.audit = audit;
  }

  /** Whether it is to be done. */
  @Serdeable
  @Schema(name = "CleanUpRequest")
  record Order(
      @Schema(
              name = "dry_run",
              description = "true, or left out: nothing is removed, it is only said what would be.",
              example = "false")
          @JsonProperty("dry_run")
          @Nullable
          Boolean dryRun) {}

  /** One thing that goes. */
  @Serdeable
  @Schema(name = "CleanUpItem")
  record ItemAnswer(
      @Schema(description = "container, image or network.", example = "image") String kind,
      @Schema(example = "sha256:5f1c2a9be07d…") String id,
      @Schema(example = "stackyn/shop:12") String name,
      @Schema(description = "What the engine says; images may share layers.", example = "81000000")
          long bytes,
      @Schema(example = "no release needs it") String why) {

    static ItemAnswer of(CleanUp.Item item) {
      return new ItemAnswer(
          item.stored().kind().word(),
          item.stored().id(),
          item.stored().name(),
          item.stored().bytes(),
          item.why());
    }
  }

  /** What went, or would. */
  @Serdeable
  @Schema(name = "CleanUpReport")
  record ReportAnswer(
      @Schema(name = "dry_run") @JsonProperty("dry_run") boolean dryRun,
      @JsonInclude(JsonInclude.Include.ALWAYS) List<ItemAnswer> items,
      @Schema(
              name = "cache_bytes",
              description = "Of the cache of builds, beyond its bound.",
              example = "2000000000")
          @JsonProperty("cache_bytes")
          long cacheBytes,
      @Schema(
              name = "source_bytes",
              description =
                  "Of what is kept of repositories beyond its bound, and of checkouts"
                      + " that a killed process left.",
              example = "120000000")
          @JsonProperty("source_bytes")
          long sourceBytes,
      @Schema(description = "All of it.", example = "2201000000") long bytes,
      @Schema(description = "Whether there is more than goes in one run.") boolean more) {

    static ReportAnswer of(boolean dryRun, Report report) {
      return new ReportAnswer(
          dryRun,
          report.items().stream().map(ItemAnswer::of).toList(),
          report.cache(),
          report.sources(),
          report.bytes(),
          report.more());
    }
  }

  /** When it was done last, and what it freed. */
  @Serdeable
  @Schema(name = "CleanUpLast")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record LastAnswer(
      @Nullable Instant at,
      @Schema(description = "A user's id, or system.", example = "system") @Nullable String actor,
      Map<String, String> freed) {}

  @Post
  @Operation(
      operationId = "cleanUp",
      summary = "Remove what nothing needs any more; or, unless told otherwise, say what that is")
  ReportAnswer cleanUp(@Body @Nullable Order order, @Parameter(hidden = true) Requester requester) {
    boolean dryRun = order == null || order.dryRun() == null || order.dryRun();
    try {
      return ReportAnswer.of(
          dryRun, dryRun ? cleanUp.look() : cleanUp.run(Optional.of(requester.id().toString())));
    } catch (DeployFailure e) {
      throw Refusal.of(ErrorCode.NOT_READY, "The Docker engine does not answer.");
    }
  }

  @Get
  @Operation(operationId = "lastCleanUp", summary = "What the last clean-up freed, and when")
  LastAnswer last() {
    AuditQuery query =
        new AuditQuery(
            Optional.of(CleanUp.DONE), Optional.empty(), Optional.empty(), Optional.empty());
    return audit.find(query, OptionalLong.empty(), 1).rows().stream()
        .findFirst()
        .map(row -> last(row.entry()))
        .orElseGet(() -> new LastAnswer(null, null, Map.of()));
  }

  private static LastAnswer last(AuditEntry entry) {
    return new LastAnswer(entry.at(), entry.actor(), entry.action().detail());
  }
}
