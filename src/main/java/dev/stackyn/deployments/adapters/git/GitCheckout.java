package dev.stackyn.deployments.adapters.git;

import dev.stackyn.deployments.engine.Commit;
import dev.stackyn.deployments.engine.SourceTip;
import dev.stackyn.deployments.engine.ports.Checkout;
import java.nio.file.Path;

/** The files of one commit, in a folder that is held until it is closed. */
record GitCheckout(CheckoutFolder held, Commit commit, SourceTip tip) implements Checkout {
  @Override
  public Path folder() {
    return held.files();
  }

  @Override
  public void close() {
    held.close();
  }
}
