package dev.stackyn.deployments.engine.ports;

import dev.stackyn.kernel.Stop;
import java.time.Duration;

/** Time, as the engine spends it. */
public interface Pause {
  /**
   * Returns after the time.
   *
   * @throws dev.stackyn.kernel.Stop.Stopped as soon as that is asked for
   */
  void rest(Duration time, Stop stop);

  /** Counts up steadily; only differences mean something. */
  Duration elapsed();
}
