package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.Kept;
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

  /** Written down, and all that was noted with it, when this returns. */
  void enter(Phase phase);

  // What follows is written down with the next phase: there is nothing between that a process which
  // goes on from there would not find by itself.

  void fetched(Commit commit);

  void built(ImageId image);

  void started(ContainerId container);

  /** The version before stays for now. With the next phase, too. */
  void keeping(Kept before);

  // What follows is written down when it returns.

  /** How the switch went. */
  void counted(Turnover turnover);

  /** The version before serves again, and this one has failed. */
  void wentBack(Kept before, Failed why);
}
