package dev.stackyn.jobs.domain;

import dev.stackyn.jobs.ports.NewsWire;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What has just happened to jobs, here and elsewhere. News are quick and not reliable: whoever
 * needs to be sure looks into the database now and then, and takes news as a reason to look at
 * once.
 */
@Singleton
public class JobNews {
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Provider<NewsWire> wire;

  /** Somebody on this platform who wants to know. He must neither block nor throw. */
  public interface Listener {
    default void workArrived() {}

    default void changed(Set<JobId> jobs) {}

    default void cancelAsked(JobId job) {}

    default void announced(Bulletin bulletin) {}
  }

  public JobNews(Provider<NewsWire> wire) {
    this.wire = wire;
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  public void ignore(Listener listener) {
    listeners.remove(listener);
  }

  void enqueued(Collection<JobId> jobs) {
    workArrived();
    changed(jobs);
  }

  void workArrived() {
    fromElsewhere(Listener::workArrived);
    wire.get().workArrived();
  }

  void changed(Collection<JobId> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    Set<JobId> distinct = Set.copyOf(jobs);
    fromElsewhere(listener -> listener.changed(distinct));
    wire.get().changed(distinct);
  }

  void cancelAsked(JobId job) {
    fromElsewhere(listener -> listener.cancelAsked(job));
    wire.get().cancelAsked(job);
    changed(List.of(job));
  }

  void announced(Bulletin bulletin) {
    fromElsewhere(listener -> listener.announced(bulletin));
    wire.get().announced(bulletin);
  }

  /** What another platform told is told here, and not back. */
  public void fromElsewhere(Consumer<Listener> news) {
    listeners.forEach(news);
  }
}
