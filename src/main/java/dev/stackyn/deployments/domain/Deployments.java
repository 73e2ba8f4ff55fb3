package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.deployments.engine.Privileges;
import dev.stackyn.deployments.engine.secrets.KnownSecrets;
import dev.stackyn.deployments.ports.DeploymentQueue;
import dev.stackyn.deployments.ports.DeploymentStore;
import dev.stackyn.deployments.ports.UpkeepQueue;
import dev.stackyn.deployments.ports.UpkeepStore;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where deployments are asked for, looked at and called off. Each call is one short transaction, or
 * part of the caller's; the work itself is done by {@link DeploymentRuns}.
 */
@Singleton
public class Deployments {
  static final String SUPERSEDED = "superseded by a newer deployment";

  private final DeploymentStore store;
  private final DeploymentQueue queue;
  private final UpkeepStore upkeep;
  private final UpkeepQueue chores;

  public Deployments(
      DeploymentStore store, DeploymentQueue queue, UpkeepStore upkeep, UpkeepQueue chores) {
    this.store = store;
    this.queue = queue;
    this.upkeep = upkeep;
    this.chores = chores;
  }

  /**
   * Builds and runs the app from its source. One that still waits is called off for it; one that is
   * worked on goes on first.
   */
  @Transactional
  public Deployment request(DeploymentOrder order) {
    return add(order, Optional.empty());
  }

  /**
   * Runs what was built last, with the order's settings and without building: what serves now, or
   * what served last. Refused with {@code NO_RELEASE} when nothing has served yet or its image is
   * gone.
   */
  @Transactional
  public Deployment rerun(DeploymentOrder order) {
    Deployment release =
        store
            .lastRelease(order.spec().app())
            .orElseThrow(() ->
                Refusal.of(
                    ErrorCode.NO_RELEASE, "Nothing has been built that could run: redeploy."));
    return add(order, Optional.of(release));
  }

  /**
   * Runs an older release of the app again as it ran then, settings and all; but what it may do is
   * what it may do now: what an administrator has taken back does not return this way.
   */
  @Transactional
  public Deployment rollBack(
      Requester requester, AppId app, DeploymentId release, Privileges present) {
    Deployment old = found(requester, release);
    if (!old.app().equals(app)) {
      throw unknown();
    }
    if (!old.isRelease()) {
      throw Refusal.of(
          ErrorCode.NO_RELEASE,
          "Deployment %s cannot be gone back to: it never served, or its image is not kept any more."
              .formatted(release));
    }
    DeploySpec spec = store.spec(release).with(present);
    return add(
        new DeploymentOrder(spec, old.owner(), Trigger.ROLLBACK, requester.id()), Optional.of(old));
  }

  public Deployment find(Requester requester, DeploymentId id) {
    return found(requester, id);
  }

  /** Newest first. Whether somebody may see the app is for the caller to decide. */
  public List<Deployment> ofApp(AppId app, int limit) {
    return store.ofApp(app, limit);
  }

  /** As many queries for a hundred apps as for one. Apps without deployments are not in it. */
  public Map<AppId, AppDeployments> of(Collection<AppId> apps) {
    return store.standings(apps);
  }

  /** How many deployments each app has had. */
  @Transactional
  public Map<AppId, Integer> counts(Collection<AppId> apps) {
    return store.counts(apps);
  }

  /** Those that can be gone back to, newest first, with what they would run. */
  @Transactional
  public List<Deployment> releases(AppId app) {
    return store.releases(app);
  }

  /** When a deployment counts as ready. */
  @Transactional
  public DeploySpec.Health health(DeploymentId id) {
    return store.spec(id).run().health();
  }

  /** What must not be told of what a deployment prints; nothing when it is gone. */
  @Transactional
  public Optional<KnownSecrets> secrets(DeploymentId id) {
    return store.find(id).map(one -> KnownSecrets.of(store.spec(one.id())));
  }

  /** What a deployment carries. It holds secrets. */
  @Transactional
  public DeploySpec spec(Requester requester, DeploymentId id) {
    found(requester, id);
    return store.spec(id);
  }

  /**
   * What waits is cancelled at once. What is worked on is asked to end, and returned as it is: it
   * ends within seconds, unless it serves by then.
   */
  @Transactional
  public Deployment cancel(Requester requester, DeploymentId id) {
    Deployment deployment =
        store
            .lock(id)
            .filter(one -> requester.mayReach(one.owner()))
            .orElseThrow(Deployments::unknown);
    switch (deployment.status()) {
      case PENDING -> callOff(id, "cancelled");
      case BUILDING, DEPLOYING -> store.job(id).ifPresent(job -> queue.cancel(requester, job));
      case RUNNING, FAILED, CANCELLED, STOPPED ->
          throw Refusal.of(
              ErrorCode.DEPLOYMENT_STATE_CONFLICT,
              "Deployment %s is %s: there is nothing to cancel."
                  .formatted(id, deployment.status().word()));
    }
    return found(requester, id);
  }

  /**
   * The app serves no more: what is open is called off, and what runs counts as stopped from now
   * on; its container goes as soon as its requests have been answered. False when nothing ran.
   */
  @Transactional
  public boolean stop(Requester requester, AppId app, UserId owner) {
    store.serialize(app);
    callOffOpen(requester, app);
    Optional<DeploymentId> stopped = store.stopRunning(app);
    queue.stopApp(app, owner);
    return stopped.isPresent();
  }

  /** Apps that serve and with which nothing has been done since; not those that sleep already. */
  @Transactional
  public List<AppId> awakeSince(Instant moment) {
    return upkeep.awakeSince(moment);
  }

  /**
   * Nobody asks for the app: it is stopped until somebody does, unless something is done with it.
   */
  @Transactional
  public void sleep(AppId app, UserId owner) {
    chores.sleep(app, owner);
  }

  /**
   * Removes everything of an app that is deleted: containers, images, networks, routes, mirror,
   * logs and rows, and volumes if they are to go too. It happens soon after the commit, and is
   * tried until it has.
   */
  @Transactional
  public void remove(Requester requester, AppId app, UserId owner, boolean volumesToo) {
    store.serialize(app);
    callOffOpen(requester, app);
    store.stopRunning(app);
    queue.removeApp(app, owner, volumesToo);
  }

  private Deployment add(DeploymentOrder order, Optional<Deployment> release) {
    AppId app = order.spec().app();
    store.serialize(app);
    store.waiting(app).ifPresent(older -> callOff(older, SUPERSEDED));
    makeReady(app, order.owner());
    DeploymentId id = store.add(order, release);
    store.assign(id, queue.deploy(id, app, order.owner()));
    return store.find(id).orElseThrow();
  }

  /**
   * What serves is to be one version, and awake: it serves until the new one does, and is what that
   * one is compared with.
   */
  private void makeReady(AppId app, UserId owner) {
    upkeep.endWatch(app).ifPresent(watched -> chores.retire(watched, app, owner));
    boolean asleep =
        of(List.of(app)).getOrDefault(app, AppDeployments.NONE).running().stream()
            .anyMatch(running -> running.service().asleep());
    if (asleep) {
      chores.wake(app);
    }
  }

  private void callOffOpen(Requester requester, AppId app) {
    store.waiting(app).ifPresent(waiting -> callOff(waiting, "the app was stopped"));
    store.underWay(app).flatMap(store::job).ifPresent(job -> queue.cancel(requester, job));
  }

  private void callOff(DeploymentId waiting, String why) {
    store.job(waiting).ifPresent(job -> queue.withdraw(job, why));
    store.callOff(waiting, why);
  }

  private Deployment found(Requester requester, DeploymentId id) {
    return store
        .find(id)
        .filter(one -> requester.mayReach(one.owner()))
        .orElseThrow(Deployments::unknown);
  }

  static Refusal unknown() {
    return Refusal.of(ErrorCode.NOT_FOUND, "Deployment not found");
  }
}
