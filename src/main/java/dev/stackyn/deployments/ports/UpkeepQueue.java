package dev.stackyn.deployments.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;

/**
 * Where is left what has to be done with versions that serve. Everything joins the caller's
 * transaction; what waits already is not added again.
 */
public interface UpkeepQueue {
  /** What was kept besides a version goes: it has proven itself, or nobody waits for that. */
  void retire(DeploymentId id, AppId app, UserId owner);

  /** The version before is to serve again, for this reason. */
  void goBack(DeploymentId id, AppId app, UserId owner, String why);

  /** Nobody has asked for the app for long. */
  void sleep(AppId app, UserId owner);

  void wake(AppId app);
}
