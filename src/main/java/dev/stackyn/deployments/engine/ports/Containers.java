package dev.stackyn.deployments.engine.ports;

import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.Stop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Containers of apps. Only those that this platform made are ever seen or touched. Every method
 * blocks, can be repeated, and throws {@link dev.stackyn.deployments.engine.DeployFailure} with
 * {@code ENGINE_UNAVAILABLE} when the engine does not answer.
 */
public interface Containers {
  /**
   * Begins to make what the containers of an app need around them, and returns at once: what is
   * there by then, {@link #start} does not wait for. Whatever goes wrong is told by that.
   */
  Groundwork groundwork(AppId app);

  /** What is being made for an app. */
  interface Groundwork extends AutoCloseable {
    /** Waits until nobody is at work on it any more. */
    @Override
    void close();
  }

  /**
   * Starts it in the app's own network, which is made when it is missing. One that was made for the
   * same deployment and purpose before is taken as it is, and started if it does not run. It
   * returns when the process has been started, which says nothing yet about how it fares.
   *
   * @throws dev.stackyn.deployments.engine.DeployFailure {@code RELEASE_GONE} without its image,
   *     {@code APP_CRASHED} when the engine cannot start what it is told to
   */
  ContainerView start(ContainerSpec spec);

  /**
   * Starts it, tells the log what it prints, waits for its end, and removes it. One that an earlier
   * attempt has started is followed to its end; one that has succeeded is not run again; one that
   * has failed is. So it may be run twice, but never after it succeeded and was seen to.
   *
   * @return its exit code
   * @throws dev.stackyn.kernel.Stop.Stopped when asked to; the container is gone then
   * @throws dev.stackyn.deployments.engine.DeployFailure {@code MEMORY_LIMIT_EXCEEDED} when it was
   *     ended because of the memory it took, and as {@link #start} does
   */
  int run(ContainerSpec spec, Consumer<String> log, Stop stop);

  /** Nothing when there is no such container any more. */
  Optional<ContainerView> look(ContainerId container);

  /** All containers of an app, the newest deployment first. */
  List<ContainerView> list(AppId app);

  /** The last lines that it has printed. */
  List<String> tail(ContainerId container, int lines);

  /** Where its processes listen, as it looks from inside; empty when that cannot be seen. */
  Set<Listening> listening(ContainerId container);

  /**
   * Asks it to end, kills it after the grace, and keeps it: it is started again as it is, and has
   * its files still. What is not there is not missed.
   */
  void rest(ContainerId container, Duration grace);

  /** Asks it to end, kills it after the grace, and removes it. What is not there is not missed. */
  void remove(ContainerId container, Duration grace);

  /**
   * Removes what an app has on the engine beside images: its containers and networks, and its
   * volumes if they are to go too. What is not there is not missed.
   */
  void forget(AppId app, boolean volumesToo);

  /** A port that a process listens on. */
  record Listening(int port, boolean loopbackOnly) {}
}
