package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.Phase;

/**
 * Where a deployment writes down what it is about to do, so that another process can go on from
 * there. Every method throws {@link TakenOver} when that has happened: nothing may be done then.
 */
public interface Journal {
  /** Another process goes on with the deployment. */
  final class TakenOver extends RuntimeException {
    public TakenOver(String message) {
      super(message, null, false, false);
    }
  }

  void enter(Phase phase);

  void fetched(Commit commit);

  void built(ImageId image);

  void started(ContainerId container);
}
