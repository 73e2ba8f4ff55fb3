package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.Phase;

/**
 * Where a deployment writes down what it is about to do, so that another process can go on from
 * there. Every method is fenced: it throws when somebody else has taken the deployment over, and
 * nothing may be done then.
 */
public interface Journal {
  void enter(Phase phase);

  void fetched(Commit commit);

  void built(ImageId image);

  void started(ContainerId container);
}
