package dev.stackyn.routing.domain;

import dev.stackyn.kernel.Stop;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Where answers to authorities hang while they look. Never to be called within a transaction. */
@Singleton
public class ChallengeBoard {
  private static final long LOOK_MILLIS = 50;

  /**
   * A router that has not followed by then is on its way out, and no authority should be sent to
   * it.
   */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final CertificateBook book;
  private final LiveCertificates live;
  private final Peers peers;

  public ChallengeBoard(CertificateBook book, LiveCertificates live, Peers peers) {
    this.book = book;
    this.live = live;
    this.peers = peers;
  }

  /** Takes the answer down again. */
  public interface Shown extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns when every router answers it. */
  public Shown show(Challenge challenge, Stop stop) throws InterruptedException {
    long revision = book.post(challenge);
    Shown shown = () -> book.takeDown(challenge);
    try {
      if (live.isFollowed()) {
        live.catchUp();
        peers.follow(live.revision());
      }
      long deadline = System.nanoTime() + LONGEST_NANOS;
      while (!peers.allFollow(revision) && deadline - System.nanoTime() > 0) {
        stop.check();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return shown;
    } catch (InterruptedException | RuntimeException e) {
      shown.close();
      throw e;
    }
  }
}
