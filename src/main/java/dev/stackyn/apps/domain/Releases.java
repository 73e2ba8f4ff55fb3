package dev.stackyn.apps.domain;

import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.deployments.engine.DeploySpec;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;

/** What apps have been, and can be again. */
@Singleton
public class Releases {
  private final AppLookup lookup;
  private final Deployments deployments;

  public Releases(AppLookup lookup, Deployments deployments) {
    this.lookup = lookup;
    this.deployments = deployments;
  }

  /** Those that can be gone back to, newest first. */
  @Transactional
  public List<Deployment> of(Requester requester, String id) {
    return deployments.releases(lookup.find(requester, id).id());
  }

  /** In what the second differs from the first; any deployments of the app will do. */
  @Transactional
  public ReleaseDiff diff(Requester requester, String id, DeploymentId from, DeploymentId to) {
    App app = lookup.find(requester, id);
    return ReleaseDiff.between(spec(requester, app, from), spec(requester, app, to));
  }

  private DeploySpec spec(Requester requester, App app, DeploymentId id) {
    DeploySpec spec = deployments.spec(requester, id);
    if (!spec.app().equals(app.id())) {
      throw Refusal.of(ErrorCode.NOT_FOUND, "Deployment not found");
    }
    return spec;
  }
}
