package dev.stackyn.jobs.adapters.http;

import dev.stackyn.jobs.domain.JobDesk;
import dev.stackyn.jobs.domain.JobEvent;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.Standing;
import dev.stackyn.kernel.UserId;
import io.micronaut.http.sse.Event;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/** Jobs' events as they happen, one stream for each client that listens. */
@Singleton
final class EventStreams implements GracefulShutdownCapable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final int MOST_OF_ONE_USER = 16;
  private static final Duration BUSY = Duration.ofSeconds(10);

  /** Less than any proxy's patience; also how soon a client is noticed that may listen no more. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final JobDesk desk;
  private final JobNews news;
  private final Set<Stream> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** Who wants to hear of which job, and the last event that he knows. */
  record Request(JobId job, Requester requester, Standing standing, long after) {}

  EventStreams(JobDesk desk, JobNews news) {
    this.desk = desk;
    this.news = news;
  }

  /** Begins when somebody listens, and ends with the job, or with his right to hear of it. */
  Publisher<Event<Object>> open(Request request) {
    UserId user = request.requester().id();
    if (open.stream().filter(stream -> stream.isOf(user)).count() >= MOST_OF_ONE_USER) {
      throw Refusal.later("Too many event streams are open already.", BUSY);
    }
    return Flux.create(sink -> {
      Stream stream = new Stream(request, sink);
      sink.onDispose(stream::wake);
      Thread.ofVirtual().name("job-events").start(stream);
    });
  }

  /** How many are. */
  int open() {
    return open.size();
  }

  @Override
  public CompletionStage<?> shutdownGracefully() {
    close();
    return CompletableFuture.completedFuture(null);
  }

  @Override
  @PreDestroy
  public void close() {
    closing = true;
    open.forEach(Stream::wake);
  }

  private final class Stream implements JobNews.Listener, Runnable {
    private final Request request;
    private final FluxSink<Event<Object>> sink;
    private final Semaphore woken = new Semaphore(0);
    private Requester requester;
    private long after;

    private Stream(Request request, FluxSink<Event<Object>> sink) {
      this.request = request;
      this.sink = sink;
      this.requester = request.requester();
      this.after = request.after();
    }

    private boolean isOf(UserId user) {
      return request.requester().id().equals(user);
    }

    private void wake() {
      woken.release();
    }

    @Override
    public void changed(Set<JobId> jobs) {
      if (jobs.contains(request.job())) {
        wake();
      }
    }

    @Override
    public void run() {
      open.add(this);
      news.listen(this);
      try {
        follow();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Refusal e) {
        LOG.debug("A stream of events ends: {}", e.text());
      } catch (RuntimeException e) {
        LOG.warn("A stream of events broke off; its client will come back", e);
      } finally {
        news.ignore(this);
        open.remove(this);
        sink.complete();
      }
    }

    private void follow() throws InterruptedException {
      long beat = System.nanoTime();
      while (!closing && !sink.isCancelled() && !tellNew()) {
        long left = beat + HEARTBEAT.toNanos() - System.nanoTime();
        if (woken.tryAcquire(Math.max(left, 0), TimeUnit.NANOSECONDS)) {
          woken.drainPermits();
        } else {
          beat = System.nanoTime();
          if (!mayStay()) {
            return;
          }
          beat();
        }
      }
    }

    /** True when nothing comes after it. */
    private boolean tellNew() {
      List<JobEvent> fresh = desk.events(requester, request.job(), after);
      for (JobEvent event : fresh) {
        sink.next(Event.<Object>of(JobEventAnswer.of(event)).id(String.valueOf(event.id())));
        after = event.id();
      }
      return !fresh.isEmpty() && fresh.getLast().to().isTerminal();
    }

    private boolean mayStay() {
      Optional<Requester> now = request.standing().now();
      now.ifPresent(known -> requester = known);
      return now.isPresent();
    }

    /** Not to a client that does not even take what there is. */
    private void beat() {
      if (sink.requestedFromDownstream() > 0) {
        sink.next(Event.<Object>of("").comment("still here"));
      }
    }
  }
}
