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

  /** Runs the action after the time, unless the alarm is closed before. It must not block. */
  Alarm after(Duration time, Runnable action);

  /** Something that is to be done later, and may be called off. */
  interface Alarm extends AutoCloseable {
    @Override
    void close();
  }

  /** Counts up steadily; only differences mean something. */
  Duration elapsed();
}
