package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.ContainerId;
import dev.stackyn.deployments.engine.ports.ImageId;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/** One way of an app from a commit, or an older release, to serving it. */
public record Deployment(
    DeploymentId id, Request request, Course course, Result result, Dates dates) {

  /** What was asked for, by whom. */
  public record Request(
      AppId app, UserId owner, Cause cause, Optional<DeploymentId> release, Optional<JobId> job) {}

  /** How far it has come; the attempt tells those who write about it apart. */
  public record Course(DeploymentStatus status, int attempt, Optional<Phase> phase) {}

  /** What has come of it so far. */
  public record Result(
      Optional<Commit> commit,
      Optional<ImageId> image,
      Optional<ContainerId> container,
      Optional<Backend> backend,
      Optional<Trouble> trouble) {}

  /** Why it failed, or was cancelled. */
  public record Trouble(Optional<DeployCode> code, String message) {
    /** As clients read it. */
    public String text() {
      return code.map(known -> "[" + known + "] " + message).orElse(message);
    }
  }

  public record Dates(Instant createdAt, Instant updatedAt, Optional<Instant> liveAt) {}

  public AppId app() {
    return request.app;
  }

  public DeploymentStatus status() {
    return course.status;
  }

  /** Whether it can be run again without building anything. */
  public boolean isRelease() {
    return result.image.isPresent() && dates.liveAt.isPresent();
  }
}
