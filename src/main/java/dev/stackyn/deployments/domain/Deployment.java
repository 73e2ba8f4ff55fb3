package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployCode;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.deployments.engine.Phase;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.time.Instant;
import java.util.Optional;

/** One deployment as it is now, without its log and without the settings that it carries. */
public record Deployment(
    DeploymentId id,
    AppId app,
    UserId owner,
    Trigger trigger,
    DeploymentStatus status,
    Optional<Phase> phase,
    Optional<Queued> queued,
    Made made,
    Optional<Problem> problem,
    Times times,
    Service service) {

  /**
   * It waits for its turn to build.
   *
   * @param place in the line, from 1 on
   */
  public record Queued(int place, String reason) {}

  /**
   * What has come of it so far.
   *
   * @param ref the branch, tag or commit that was asked for; nothing for the default branch
   * @param image its digest
   * @param imageName what people call it
   * @param keptImage whether the image is there still, so that it can be run again
   */
  public record Made(
      Optional<String> ref,
      Optional<Commit> commit,
      Optional<String> image,
      Optional<String> imageName,
      boolean keptImage,
      Optional<String> container,
      Optional<String> host) {}

  /** Why it failed. */
  public record Problem(DeployCode code, String message) {
    /** As deployments tell it to people and to clients that look for the code. */
    public String text() {
      return "[%s] %s".formatted(code, message);
    }
  }

  /**
   * When what happened.
   *
   * @param live when it began to serve
   */
  public record Times(
      Instant created,
      Instant updated,
      Optional<Instant> begun,
      Optional<Instant> live,
      Optional<Instant> ended) {}

  /**
   * How it serves, or has served.
   *
   * @param asleep whether it is started by the next request, rather than running
   */
  public record Service(Optional<Watch> watch, Optional<Switched> switched, boolean asleep) {
    public static final Service NONE = new Service(Optional.empty(), Optional.empty(), false);
  }

  /** It has just taken over: until then the version before is kept, to serve again if need be. */
  public record Watch(Kept before, Instant until) {}

  /** What the routers counted of the app's requests while it took over. */
  public record Switched(long requests, long failed, long longestMillis) {}

  /** It has served the app once, and may again. */
  public boolean isRelease() {
    return times.live().isPresent() && made.keptImage();
  }
}
