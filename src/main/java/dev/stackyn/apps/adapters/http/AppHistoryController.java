package dev.stackyn.apps.adapters.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stackyn.apps.domain.ReleaseDiff;
import dev.stackyn.apps.domain.Releases;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.SortedSet;

/** What an app can go back to. */
@Access(Access.Rule.USER)
@Controller("/api/v1/apps/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Apps")
class AppHistoryController {
  private final Releases releases;
  private final Rendering rendering;

  AppHistoryController(Releases releases, Rendering rendering) {
    this.releases = releases;
    this.rendering = rendering;
  }

  /** Names alone: what settings and variables say may be secret. */
  @Serdeable
  @Schema(name = "ReleaseDiff")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record DiffAnswer(
      @Schema(description = "Settings that are other ones.", example = "[\"port\"]")
          SortedSet<String> settings,
      EnvDiffAnswer env) {

    static DiffAnswer of(ReleaseDiff diff) {
      return new DiffAnswer(
          diff.settings(), new EnvDiffAnswer(diff.added(), diff.removed(), diff.changed()));
    }
  }

  /** Environment variables, by their keys. */
  @Serdeable
  @Schema(name = "EnvDiff")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record EnvDiffAnswer(
      @Schema(example = "[\"CACHE_URL\"]") SortedSet<String> added,
      @Schema(example = "[]") SortedSet<String> removed,
      @Schema(example = "[\"DATABASE_URL\"]") SortedSet<String> changed) {}

  @Get("/releases")
  @Operation(
      operationId = "appReleases",
      summary = "The deployments that the app can be rolled back to, newest first")
  List<DeploymentAnswer> releases(String id, @Parameter(hidden = true) Requester requester) {
    return rendering.list(releases.of(requester, id));
  }

  @Get("/releases/{from}/diff/{to}")
  @Operation(
      operationId = "releaseDiff",
      summary = "Which settings and variables of a release are others than in another one")
  DiffAnswer diff(
      String id, String from, String to, @Parameter(hidden = true) Requester requester) {
    return DiffAnswer.of(releases.diff(requester, id, deployment(from), deployment(to)));
  }

  private static DeploymentId deployment(String id) {
    return DeploymentId.parse(id)
        .orElseThrow(() -> Refusal.of(ErrorCode.NOT_FOUND, "Deployment not found"));
  }
}
