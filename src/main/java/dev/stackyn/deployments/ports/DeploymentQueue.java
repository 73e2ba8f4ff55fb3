package dev.stackyn.deployments.ports;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;

/**
 * Where the work is left. Everything joins the caller's transaction, and what concerns one app is
 * done one after the other.
 */
public interface DeploymentQueue {
  JobId deploy(DeploymentId deployment, AppId app, UserId owner);

  void stopApp(AppId app, UserId owner);

  void removeApp(AppId app, UserId owner, boolean volumesToo);

  /** Has it looked after, unless that is about to happen. */
  void keepApp(AppId app, UserId owner);

  /** Drops a job that waits; nothing happens when it does not wait any more. */
  void withdraw(JobId job, String why);

  /** Asks a job to end, whether it waits or runs; nothing happens when it has ended. */
  void cancel(Requester requester, JobId job);
}
