package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.DeployFailure;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Stop;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Images of apps: made from a repository, found again, kept and removed. Only images that this
 * platform made are ever seen or touched: another one on the same engine keeps its own.
 *
 * <p>Every method blocks, and throws {@link DeployFailure} with {@code ENGINE_UNAVAILABLE} when the
 * engine does not answer.
 */
public interface Images {
  /**
   * Builds what the repository's Dockerfile says, exactly as it is written, and returns when the
   * image is there under its name. The log is told line by line, on the caller's thread, while the
   * build goes on; the lines hold no control characters, and are bounded. What a step prints may
   * hold secrets: it is for the caller to take them out.
   *
   * <p>An image that holds anything forbidden is removed, and {@code SECRET_IN_IMAGE} thrown.
   *
   * <p>When it throws, nothing runs any more and no image is left under the name: {@link
   * DeployFailure} says what was wrong; {@link Stop.Stopped} follows within a second of the wish.
   * It may be repeated; of two builds of one deployment the later one's image has the name.
   */
  BuiltImage build(BuildRequest request, Consumer<String> log, Stop stop);

  /** The image that was built for a deployment, by whichever process; nothing if there is none. */
  Optional<BuiltImage> find(DeploymentId deployment);

  /** The image as it is now; nothing if the engine does not have it. */
  Optional<BuiltImage> inspect(ImageId image);

  /** All images of an app, the newest first. */
  List<BuiltImage> list(AppId app);

  /**
   * The newest image of the app that was made by the recipe, for whichever deployment; it has the
   * name as well from now on. Nothing if there is none.
   */
  Optional<BuiltImage> reuse(AppId app, Recipe recipe, String name);

  /**
   * Removes an image with all its names. What is not there is not missed. An image that a container
   * still uses stays, and false is returned.
   */
  boolean remove(ImageId image);

  /**
   * Ends a build of the deployment that may still run on the engine, because the process that began
   * it is gone. Nothing happens when none does.
   */
  void cancel(DeploymentId deployment);
}
