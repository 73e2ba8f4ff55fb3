package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.Deployment.Switched;
import dev.stackyn.deployments.engine.Kept;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is written down of versions that serve: whether they are watched, whether they sleep. */
public interface UpkeepStore {
  /** The version before is kept for that long. */
  void watch(DeploymentId id, Kept before, Duration window);

  /** All that are watched. */
  List<Watched> watched();

  /** It is not watched any more; which version of the app that was, if any. */
  Optional<DeploymentId> endWatch(AppId app);

  /** How it took over. */
  void counted(DeploymentId id, Switched switched);

  /** The version before runs again. False when it cannot: nobody knows it any more. */
  boolean revive(Kept before, AppId app);

  /** It sleeps from now on, or does not any more. */
  void sleeps(DeploymentId id, boolean asleep);

  /** Apps that run and do not sleep, and of which nothing was written down since. */
  List<AppId> awakeSince(Instant moment);

  /** One that is watched. */
  record Watched(DeploymentId id, AppId app, UserId owner, Instant until) {}
}
