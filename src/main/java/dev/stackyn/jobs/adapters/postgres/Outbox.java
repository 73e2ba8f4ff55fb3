package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.JobId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * News that wait to be sent. It is bounded: who changes jobs by the thousand in a moment does so
 * with nobody able to watch each, and watchers look for themselves now and then.
 */
final class Outbox {
  private static final int MOST = 1_000;
  private static final int IN_ONE_MESSAGE = 150;

  /**
   * Changes are for people, and follow each other by the thousand: they leave this seldom. What a
   * worker waits for leaves at once.
   */
  private static final long CHANGES_REST_NANOS = Duration.ofMillis(50).toNanos();

  private final Set<JobId> changed = new LinkedHashSet<>();
  private final Set<JobId> cancelled = new LinkedHashSet<>();
  private final List<String> bulletins = new ArrayList<>();
  private boolean work;
  private long changesLeft = System.nanoTime() - CHANGES_REST_NANOS;

  synchronized void work() {
    work = true;
    notifyAll();
  }

  synchronized void changed(Collection<JobId> jobs) {
    boolean first = changed.isEmpty();
    for (JobId job : jobs) {
      if (changed.size() >= MOST) {
        break;
      }
      changed.add(job);
    }
    if (first) {
      notifyAll();
    }
  }

  synchronized void cancel(JobId job) {
    if (cancelled.size() < MOST) {
      cancelled.add(job);
    }
    notifyAll();
  }

  synchronized void announce(String bulletin) {
    if (bulletins.size() < MOST) {
      bulletins.add(bulletin);
    }
    notifyAll();
  }

  /** Waits until there is something to be sent. */
  synchronized List<Message> take(String node) throws InterruptedException {
    while (!isUrgent() && !changesAreDue()) {
      if (changed.isEmpty()) {
        wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(this, changesRest());
      }
    }
    List<Message> messages = new ArrayList<>();
    if (work) {
      messages.add(Message.of(node, Message.Topic.WORK, List.of()));
    }
    split(cancelled, node, Message.Topic.CANCEL, messages);
    if (changesAreDue()) {
      split(changed, node, Message.Topic.CHANGED, messages);
      changesLeft = System.nanoTime();
    }
    for (String bulletin : bulletins) {
      messages.add(new Message(node, Message.Topic.BULLETIN, bulletin));
    }
    bulletins.clear();
    work = false;
    return messages;
  }

  private boolean isUrgent() {
    return work || !cancelled.isEmpty() || !bulletins.isEmpty();
  }

  private boolean changesAreDue() {
    return !changed.isEmpty() && changesRest() <= 0;
  }

  private long changesRest() {
    return changesLeft + CHANGES_REST_NANOS - System.nanoTime();
  }

  /** PostgreSQL takes 8,000 bytes at a time. */
  private static void split(
      Set<JobId> jobs, String node, Message.Topic topic, List<Message> messages) {
    List<JobId> all = List.copyOf(jobs);
    for (int begin = 0; begin < all.size(); begin += IN_ONE_MESSAGE) {
      int end = Math.min(all.size(), begin + IN_ONE_MESSAGE);
      messages.add(Message.of(node, topic, all.subList(begin, end)));
    }
    jobs.clear();
  }
}
