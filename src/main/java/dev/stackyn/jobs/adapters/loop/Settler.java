package dev.stackyn.jobs.adapters.loop;

import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down how jobs ended: all that have ended since the last time, in one transaction. While
 * that is under way the next ones end; so the more there is to do, the less each one costs.
 */
final class Settler implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
  private static final int LARGEST_BATCH = 500;
  private static final int REFUSALS = 3;
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** What ends within it after the last ones were written down is written down together. */
  private static final long GATHERING_NANOS = Duration.ofMillis(10).toNanos();

  private final BlockingQueue<Settlement> line = new LinkedBlockingQueue<>();
  private final Function<List<Settlement>, Set<JobId>> write;
  private final Consumer<JobId> settled;
  private final BooleanSupplier databaseAnswers;
  private long lastWritten = System.nanoTime() - GATHERING_NANOS;
  private volatile boolean closing;

  /** Whatever became of a settlement, {@code settled} hears of its job. */
  Settler(
      Function<List<Settlement>, Set<JobId>> write,
      Consumer<JobId> settled,
      BooleanSupplier databaseAnswers) {
    this.write = write;
    this.settled = settled;
    this.databaseAnswers = databaseAnswers;
  }

  void add(Settlement settlement) {
    line.add(settlement);
  }

  /** What is in line is still written, if it can be. */
  void close() {
    closing = true;
  }

  @Override
  public void run() {
    try {
      while (!closing || !line.isEmpty()) {
        List<Settlement> batch = next();
        if (!batch.isEmpty()) {
          settle(batch);
        }
      }
    } catch (InterruptedException e) {
      // Their leases run out, and others take them.
      LOG.warn("{} jobs have ended and are not written down", line.size());
    }
  }

  private List<Settlement> next() throws InterruptedException {
    List<Settlement> batch = new ArrayList<>();
    Settlement first = line.poll(50, TimeUnit.MILLISECONDS);
    if (first != null) {
      gather();
      batch.add(first);
      line.drainTo(batch, LARGEST_BATCH - 1);
    }
    return batch;
  }

  /** Nobody waits for the first one; each further one costs a commit that others could share. */
  private void gather() throws InterruptedException {
    long rest = lastWritten + GATHERING_NANOS - System.nanoTime();
    if (rest > 0 && line.size() < LARGEST_BATCH) {
      TimeUnit.NANOSECONDS.sleep(rest);
    }
  }

  /** A database that is away is waited for; one that answers and refuses is not asked for ever. */
  private void settle(List<Settlement> batch) throws InterruptedException {
    int refusals = 0;
    while (refusals < REFUSALS) {
      try {
        settled(batch, write.apply(batch));
        lastWritten = System.nanoTime();
        return;
      } catch (RuntimeException e) {
        LOG.warn("{} jobs have ended and cannot be written down yet: {}", batch.size(), text(e));
        boolean refused = databaseAnswers.getAsBoolean();
        refusals += refused || closing ? 1 : 0;
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    }
    refused(batch);
  }

  private void settled(List<Settlement> batch, Set<JobId> done) {
    for (Settlement settlement : batch) {
      settled.accept(settlement.id());
      if (!done.contains(settlement.id())) {
        LOG.info(
            "Job {} was taken over: attempt {} is void", settlement.id(), settlement.attempt());
      }
    }
  }

  private void refused(List<Settlement> batch) throws InterruptedException {
    if (batch.size() == 1) {
      LOG.error("How job {} ended cannot be written down", batch.getFirst().id());
      settled.accept(batch.getFirst().id());
      return;
    }
    for (Settlement settlement : batch) {
      settle(List.of(settlement));
    }
  }

  private static String text(RuntimeException e) {
    return e.getClass().getSimpleName();
  }
}
