package dev.stackyn.jobs.adapters.loop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the loop's threads do when the database fails them: say so, and go on after a while. */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private Trouble() {}

  static void pause(String what, RuntimeException e) {
    LOG.warn("{}: {}", what, e.getClass().getSimpleName());
    LOG.debug("Why", e);
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
