package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.GitRef;
import dev.stackyn.deployments.engine.Repository;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.kernel.Stop;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Repositories. What is kept between two deployments is only a cache: all of it may be lost at any
 * time, and all of it may be asked for at once, by several threads and processes.
 *
 * <p>Each call asks the repository's host with the credential it was given, so that a cache never
 * lets anybody in. Failures are {@link dev.stackyn.deployments.engine.DeployFailure} with a text
 * for the app's owner that holds no secret.
 */
public interface Sources {

  /**
   * Asks the host whether the repository can be read and has the branch, tag or commit; without
   * one, its default branch. Blocks for as long as that takes, fetches nothing, and can be
   * repeated. A commit id is believed without asking: only a fetch can tell.
   *
   * @throws dev.stackyn.kernel.Stop.Stopped within a second of the wish
   */
  SourceTip look(Repository repository, Optional<GitRef> ref, Stop stop);

  /**
   * Fetches and writes out one commit, and those of its submodules. Blocks until all of it is
   * there, at most for the time that the settings give; each call makes a folder of its own.
   * Nothing is left behind when it fails.
   *
   * @param log told what a reader of the deployment's log wants to know, line by line
   * @throws dev.stackyn.kernel.Stop.Stopped within a second of the wish
   */
  Checkout checkOut(Repository repository, Optional<GitRef> ref, Consumer<String> log, Stop stop);

  /**
   * Drops what is kept of the repository under this credential; waits while it is in use. Does
   * nothing when nothing is kept. Other apps on it pay with one slower fetch.
   */
  void forget(Repository repository);

  /**
   * Deletes the folders that a killed process left, then what has not been used for longest until
   * the rest fits the bound. What is in use is left alone. To be called now and then.
   *
   * @param really otherwise nothing is deleted, and it is only said what would be
   * @return how many bytes were freed, or would be
   */
  long collect(boolean really);
}
