package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * News that wait to be sent. It is bounded: who changes jobs by the thousand in a moment does so
 * with nobody able to watch each, and watchers look for themselves now and then.
 */
final class Outbox {
  private static final int MOST = 1_000;
  private static final int IN_ONE_MESSAGE = 150;

  private final Set<JobId> changed = new LinkedHashSet<>();
  private final Set<JobId> cancelled = new LinkedHashSet<>();
  private final List<String> bulletins = new ArrayList<>();
  private boolean work;

  synchronized void work() {
    work = true;
    notifyAll();
  }

  synchronized void changed(Collection<JobId> jobs) {
    for (JobId job : jobs) {
      if (changed.size() >= MOST) {
        break;
      }
      changed.add(job);
    }
    notifyAll();
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
    while (!work && changed.isEmpty() && cancelled.isEmpty() && bulletins.isEmpty()) {
      wait();
    }
    List<Message> messages = new ArrayList<>();
    if (work) {
      messages.add(Message.of(node, Message.Topic.WORK, List.of()));
    }
    split(cancelled, node, Message.Topic.CANCEL, messages);
    split(changed, node, Message.Topic.CHANGED, messages);
    for (String bulletin : bulletins) {
      messages.add(new Message(node, Message.Topic.BULLETIN, bulletin));
    }
    bulletins.clear();
    work = false;
    return messages;
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
