package dev.stackyn.apps.domain;

import dev.stackyn.billing.domain.Paywall;
import dev.stackyn.deployments.engine.Freshness;
import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/** What somebody does with his app: each is asked for in one transaction, and done soon after. */
@Singleton
public class AppControl {
  private final AppLookup lookup;
  private final Paywall paywall;
  private final AppRegister register;
  private final Launches launches;
  private final AuditLog audit;

  public AppControl(
      AppLookup lookup, Paywall paywall, AppRegister register, Launches launches, AuditLog audit) {
    this.lookup = lookup;
    this.paywall = paywall;
    this.register = register;
    this.launches = launches;
    this.audit = audit;
  }

  /**
   * Runs its branch, or whatever else is asked for, as it is now; an image that was made of the
   * same commit with the same settings is used again.
   */
  @Transactional
  public Operation redeploy(Requester requester, String id, Optional<GitRef> ref) {
    App app = paidFor(requester, id);
    tell(requester, app, "app.redeployed");
    return launches.build(requester, app, ref, Freshness.REUSE);
  }

  /** As {@link #redeploy}, but nothing of earlier builds is used. */
  @Transactional
  public Operation rebuild(Requester requester, String id, Optional<GitRef> ref) {
    App app = paidFor(requester, id);
    tell(requester, app, "app.rebuilt");
    return launches.build(requester, app, ref, Freshness.ANEW);
  }

  /** What is on already is left as it is. */
  @Transactional
  public Operation start(Requester requester, String id) {
    App app = paidFor(requester, id);
    tell(requester, app, "app.started");
    return launches.start(requester, app);
  }

  /** Runs it again as it was built, with its present settings and environment. */
  @Transactional
  public Operation restart(Requester requester, String id) {
    App app = paidFor(requester, id);
    tell(requester, app, "app.restarted");
    return launches.restart(requester, app);
  }

  /** Runs an older release again, settings, environment and all. */
  @Transactional
  public Operation rollBack(Requester requester, String id, DeploymentId release) {
    App app = paidFor(requester, id);
    tell(requester, app, "app.rolled_back");
    return launches.rollBack(requester, app, release);
  }

  /** False when nothing ran. */
  @Transactional
  public boolean stop(Requester requester, String id) {
    App app = lookup.lock(requester, id);
    tell(requester, app, "app.stopped");
    return launches.stop(requester, app);
  }

  /** With all that runs and is kept of it; its volumes only if they are to go too. */
  @Transactional
  public void delete(Requester requester, String id, boolean volumesToo) {
    App app = lookup.lock(requester, id);
    launches.remove(requester, app, volumesToo);
    register.remove(app);
    audit.record(
        requester.id().toString(),
        "app.deleted",
        app.id().toString(),
        Map.of("slug", app.slug().value(), "owner", app.owner().toString()));
  }

  /** Kept from others; on again if it was off for want of a plan. */
  private App paidFor(Requester requester, String id) {
    App app = lookup.lock(requester, id);
    paywall.requireActive(app.owner());
    return register.enable(app);
  }

  private void tell(Requester requester, App app, String action) {
    audit.record(
        requester.id().toString(), action, app.id().toString(), Map.of("slug", app.slug().value()));
  }
}
