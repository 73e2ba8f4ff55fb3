package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.SourceTip;
import java.nio.file.Path;

/**
 * The files of one commit, its submodules' included, in a folder of their own without any {@code
 * .git}. Nothing in it leads outside.
 */
public interface Checkout extends AutoCloseable {
  Path folder();

  Commit commit();

  /** The branch, tag or commit it was asked for by. */
  SourceTip tip();

  /** Deletes the folder. Safe to repeat. */
  @Override
  void close();
}
