package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.AppDeployments;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.DeploymentOrder;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.domain.Trigger;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Asks for deployments of apps as they are now. The caller keeps others from changing the app. */
@Singleton
public class Launches {
  private final Deployments deployments;
  private final DeploySpecs specs;
  private final AppViews views;

  public Launches(Deployments deployments, DeploySpecs specs, AppViews views) {
    this.deployments = deployments;
    this.specs = specs;
    this.views = views;
  }

  /** Builds it from its branch, or from whatever else is asked for. */
  @Transactional
  Operation build(Requester requester, App app, Optional<GitRef> ref, Freshness freshness) {
    return done(
        app,
        deployments.request(specs.order(app, ref, freshness, Trigger.REDEPLOY, requester.id())));
  }

  /** Builds and runs it for the first time. */
  @Transactional
  Operation create(Requester requester, App app) {
    return done(app, deployments.request(specs.order(app, Trigger.CREATE, requester.id())));
  }

  /**
   * What is on, or about to be, is left as it is; else what was built last runs again, and what was
   * never built is.
   */
  @Transactional
  Operation start(Requester requester, App app) {
    AppDeployments present = views.of(app).deployments();
    Optional<Deployment> on = present.open().or(present::running);
    if (on.isPresent()) {
      return done(app, on.get());
    }
    DeploymentOrder order = specs.order(app, Trigger.START, requester.id());
    return done(
        app,
        deployments.releases(app.id()).isEmpty()
            ? deployments.request(order)
            : deployments.rerun(order));
  }

  /** Runs what was built last with the app's present settings and environment. */
  @Transactional
  Operation restart(Requester requester, App app) {
    return done(app, deployments.rerun(specs.order(app, Trigger.RESTART, requester.id())));
  }

  @Transactional
  Operation rollBack(Requester requester, App app, DeploymentId release) {
    return done(app, deployments.rollBack(requester, app.id(), release, app.setup().privileges()));
  }

  /** False when nothing ran. */
  @Transactional
  boolean stop(Requester requester, App app) {
    return deployments.stop(requester, app.id(), app.owner());
  }

  @Transactional
  void remove(Requester requester, App app, boolean volumesToo) {
    deployments.remove(requester, app.id(), app.owner(), volumesToo);
  }

  private Operation done(App app, Deployment deployment) {
    return new Operation(views.of(app), deployment);
  }
}
