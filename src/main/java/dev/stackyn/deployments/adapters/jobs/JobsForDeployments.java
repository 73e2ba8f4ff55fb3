package dev.stackyn.deployments.adapters.jobs;

import dev.stackyn.deployments.ports.DeploymentQueue;
import dev.stackyn.deployments.ports.UpkeepQueue;
import dev.stackyn.jobs.domain.JobDesk;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import dev.stackyn.routing.domain.WakeCalls;
import jakarta.inject.Singleton;
import java.util.Map;

/** One lane an app: whatever is done with it is done one after the other. */
@Singleton
final class JobsForDeployments implements DeploymentQueue, UpkeepQueue {
  /** A host that is away for a minute is no reason to fail; one that stays away is. */
  private static final int RETRIES = 3;

  /** Containers that are left running cost their owner's neighbours something: it must succeed. */
  private static final int STUBBORNLY = 50;

  private final JobQueue queue;
  private final JobDesk desk;
  private final WakeCalls wakeCalls;
  private final Payloads payloads;

  JobsForDeployments(JobQueue queue, JobDesk desk, WakeCalls wakeCalls, Payloads payloads) {
    this.queue = queue;
    this.desk = desk;
    this.wakeCalls = wakeCalls;
    this.payloads = payloads;
  }

  @Override
  public JobId deploy(DeploymentId deployment, AppId app, UserId owner) {
    return queue.enqueue(
        NewJob.of(DeployHandler.KIND, payloads.write(new Payloads.OfDeployment(deployment.value())))
            .ownedBy(owner)
            .inLaneOf(app)
            .withRetries(RETRIES)
            .showing(Map.of("app_id", app.toString(), "deployment_id", deployment.toString())));
  }

  @Override
  public void stopApp(AppId app, UserId owner) {
    queue.enqueue(work(StopHandler.KIND, app, false).ownedBy(owner));
  }

  @Override
  public void removeApp(AppId app, UserId owner, boolean volumesToo) {
    queue.enqueue(work(RemoveHandler.KIND, app, volumesToo).ownedBy(owner));
  }

  @Override
  public void keepApp(AppId app, UserId owner) {
    queue.enqueue(
        work(KeepHandler.KIND, app, false)
            .ownedBy(owner)
            .keyed(KeepHandler.KIND + ":" + app)
            .withRetries(0));
  }

  @Override
  public void retire(DeploymentId id, AppId app, UserId owner) {
    queue.enqueue(
        of(RetireHandler.KIND, new Payloads.OfDeployment(id.value()), app)
            .ownedBy(owner)
            .keyed(RetireHandler.KIND + ":" + id)
            .withRetries(RETRIES));
  }

  @Override
  public void goBack(DeploymentId id, AppId app, UserId owner, String why) {
    queue.enqueue(
        of(GoBackHandler.KIND, new Payloads.OfFailure(id.value(), why), app)
            .ownedBy(owner)
            .keyed(GoBackHandler.KIND + ":" + id));
  }

  @Override
  public void sleep(AppId app, UserId owner) {
    queue.enqueue(
        work(SleepHandler.KIND, app, false)
            .ownedBy(owner)
            .keyed(SleepHandler.KIND + ":" + app)
            .withRetries(0));
  }

  @Override
  public void wake(AppId app) {
    wakeCalls.call(app);
  }

  @Override
  public void withdraw(JobId job, String why) {
    queue.withdraw(job, why);
  }

  @Override
  public void cancel(Requester requester, JobId job) {
    desk.cancelIfOpen(requester, job);
  }

  private NewJob work(String kind, AppId app, boolean volumesToo) {
    return of(kind, new Payloads.OfApp(app.value(), volumesToo), app);
  }

  private NewJob of(String kind, Object payload, AppId app) {
    return NewJob.of(kind, payloads.write(payload))
        .inLaneOf(app)
        .withRetries(STUBBORNLY)
        .showing(Map.of("app_id", app.toString()));
  }
}
