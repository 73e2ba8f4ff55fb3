package dev.stackyn.deployments.ports;

import dev.stackyn.kernel.DeploymentId;

/** What versions printed last, once their containers are gone. */
public interface LastWordsStore {
  /** In place of what was kept before; nothing happens when the deployment is gone. */
  void keep(DeploymentId deployment, String text);
}
