package dev.stackyn.routing.adapters.watch;

import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.routing.domain.HostLookout;
import dev.stackyn.routing.domain.LiveCertificates;
import dev.stackyn.routing.domain.Peers;
import dev.stackyn.routing.domain.RouterSettings;
import io.micronaut.core.annotation.Order;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the certificates when there is a database, and again whenever one has changed: as with the
 * routes, one number is asked for. Only where TLS is served.
 */
@Singleton
@Order(CertificateWatch.AFTER_THE_ROUTES)
final class CertificateWatch implements DatabaseArrival, AutoCloseable {
  static final int AFTER_THE_ROUTES = -1_000;

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final long LOOK_MILLIS = 500;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final boolean needed;
  private final LiveCertificates live;
  private final Peers peers;
  private final HostLookout lookout;
  private @Nullable Thread watch;
  private volatile boolean closing;
  private long reported = -1;
  private long reportedAtNanos;
  private boolean inTrouble;

  CertificateWatch(
      ProcessRole role,
      RouterSettings settings,
      LiveCertificates live,
      Peers peers,
      HostLookout lookout) {
    this.needed = role.serves() && settings.https().isPresent();
    this.live = live;
    this.peers = peers;
    this.lookout = lookout;
  }

  @Override
  public synchronized void databaseArrived() {
    if (!needed || closing) {
      return;
    }
    catchUp();
    if (watch == null) {
      watch = Thread.ofPlatform().name("certificates-watch").daemon().start(this::keepUp);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    Thread running = stop();
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Thread stop() {
    closing = true;
    return watch;
  }

  private void keepUp() {
    while (!closing) {
      try {
        catchUp();
        inTrouble = false;
      } catch (RuntimeException e) {
        tell(e);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void catchUp() {
    live.catchUp().forEach(trouble -> LOG.warn("Cannot be served: {}", trouble));
    long now = System.nanoTime();
    if (live.revision() != reported || now - reportedAtNanos > REPORT_NANOS) {
      peers.follow(live.revision());
      reported = live.revision();
      reportedAtNanos = now;
    }
    lookout.look();
  }

  /** Said once, not at every look. */
  private void tell(RuntimeException e) {
    if (!closing && !inTrouble) {
      LOG.warn(
          "Changes of certificates cannot be seen, and handshakes go on as before: {}",
          e.getClass().getSimpleName());
      LOG.debug("Why", e);
    }
    inTrouble = true;
  }
}
