package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.References;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import java.util.Collection;

/** Who needs what is on an engine. */
public interface ReferenceStore {
  /** As it is now, for these apps and deployments alone. */
  References find(Collection<AppId> apps, Collection<DeploymentId> deployments);
}
