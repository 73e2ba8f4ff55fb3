package dev.stackyn.deployments.engine;

import dev.stackyn.deployments.engine.DeployOutcome.Cancelled;
import dev.stackyn.deployments.engine.DeployOutcome.Failed;
import dev.stackyn.deployments.engine.DeployOutcome.Live;
import dev.stackyn.deployments.engine.ports.Backend;
import dev.stackyn.deployments.engine.ports.BuiltImage;
import dev.stackyn.deployments.engine.ports.ContainerView;
import dev.stackyn.deployments.engine.ports.Journal.TakenOver;
import dev.stackyn.kernel.Stop;
import java.util.Optional;

/**
 * Takes an app from a commit to a running, routed container. Whatever is done can be done again: a
 * process that goes on with a deployment begins from the start, and finds what is there. Until the
 * switch nothing touches what serves; after it, nothing can fail any more.
 */
public final class DeployEngine {
  private final World world;

  public DeployEngine(World world) {
    this.world = world;
  }

  /**
   * Blocks until the deployment has ended, one way or the other.
   *
   * @throws TakenOver when another process has the deployment now: it decides what becomes of it
   */
  public DeployOutcome deploy(Assignment assignment, Stop stop) {
    Deploy deploy = new Deploy(world, assignment, stop);
    deploy.noticeBegun();
    try {
      Optional<Live> switched = deploy.switchedBefore();
      if (switched.isPresent()) {
        return switched.get();
      }
      deploy.announce();
      BuiltImage image = deploy.image();
      deploy.prepare(image);
      ContainerView fresh = deploy.start(image);
      Backend backend = deploy.proveReady(image, fresh);
      deploy.switchTo(backend);
      deploy.retireOthers(fresh);
      return new Live(fresh.id(), backend);
    } catch (Stop.Stopped e) {
      return deploy.undo(new Cancelled(deploy.phase(), String.valueOf(e.getMessage())));
    } catch (DeployFailure e) {
      return deploy.undo(deploy.failed(e));
    } catch (TakenOver e) {
      throw e;
    } catch (RuntimeException e) {
      return deploy.undo(deploy.surprised(e));
    }
  }

  /**
   * Goes on after the switch, with what is left to do: the version before is taken away. Nothing
   * when the deployment's container is not what is routed to.
   */
  public Optional<Live> finish(Assignment assignment) {
    return new Deploy(world, assignment, new Stop()).switchedBefore();
  }

  /**
   * Brings back what should serve and does not: after the engine was started anew, or when somebody
   * has removed its container. What runs and is routed to is left as it is.
   *
   * @throws DeployFailure when it cannot be brought back; it can be tried again
   */
  public void keep(Assignment assignment, Stop stop) {
    Deploy deploy = new Deploy(world, assignment, stop);
    deploy.noticeDown();
    bringBack(deploy);
  }

  /** As {@link #keep}, for an app that was put to sleep. */
  public void wake(Assignment assignment, Stop stop) {
    Deploy deploy = new Deploy(world, assignment, stop);
    deploy.noticeWaking();
    bringBack(deploy);
  }

  /**
   * The version before serves again, and what was made for this deployment is undone. Nothing has
   * changed, and nothing is returned, when the one before is not there any more.
   *
   * @throws TakenOver when somebody has ended the deployment in the meantime
   */
  public Optional<Failed> goBack(Assignment assignment, String why) {
    return new Deploy(world, assignment, new Stop()).goBack(why);
  }

  private static void bringBack(Deploy deploy) {
    try {
      BuiltImage image = deploy.image();
      ContainerView container = deploy.start(image);
      deploy.switchTo(deploy.proveReady(image, container));
      deploy.retireOthers(container);
    } catch (DeployFailure e) {
      throw new DeployFailure(e.code(), deploy.failed(e).message(), e);
    }
  }
}
