package dev.stackyn.jobs.adapters.http;

import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.Job;
import dev.stackyn.jobs.domain.JobDesk;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.kernel.UserId;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who watches jobs over a WebSocket of this platform. News are gathered for a moment,
 * looked up in one query, and told to those who may see them.
 */
@Singleton
final class Dashboards
    implements JobNews.Listener, GracefulShutdownCapable, Ordered, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dashboards.class);
  private static final int MOST_OF_ONE_USER = 32;
  private static final int IN_ONE_QUERY = 500;
  private static final long GATHER_MILLIS = 50;
  private static final long ROUND_MILLIS = 1_000;
  private static final int ROUNDS_TO_PING = 30;
  private static final int ROUNDS_TO_RECHECK = 5;
  private static final Duration SILENCE = Duration.ofSeconds(70);
  private static final Duration STUCK = Duration.ofSeconds(10);
  private static final Argument<Map<String, Object>> OBJECT =
      Argument.mapOf(String.class, Object.class);

  private final JobDesk desk;
  private final JobNews news;
  private final JsonMapper json;
  private final Clock clock;
  private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
  private final Inbox inbox = new Inbox();
  private final JobTold told = new JobTold();
  private final List<Thread> threads;
  private volatile boolean closing;

  Dashboards(JobDesk desk, JobNews news, JsonMapper json, Clock clock) {
    this.desk = desk;
    this.news = news;
    this.json = json;
    this.clock = clock;
    this.threads =
        List.of(
            Thread.ofVirtual().name("dashboards-tell").start(this::tellOn),
            Thread.ofVirtual().name("dashboards-look-after").start(this::lookAfter));
    news.listen(this);
  }

  /** From now on he is told, unless there is no room for him. */
  void admit(Viewer viewer) {
    UserId user = viewer.user();
    if (viewers.stream().filter(other -> other.isOf(user)).count() >= MOST_OF_ONE_USER) {
      viewer.line().close(WebSocketCloseStatus.POLICY_VIOLATION.code(), "too many connections");
      return;
    }
    viewers.add(viewer);
    if (closing) {
      restart(viewer);
    }
  }

  void forget(Viewer viewer) {
    viewers.remove(viewer);
  }

  int connected() {
    return viewers.size();
  }

  String text(SocketMessage message) {
    try {
      return json.writeValueAsString(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void changed(Set<JobId> jobs) {
    if (!viewers.isEmpty()) {
      inbox.changed(jobs);
    }
  }

  @Override
  public void announced(Bulletin bulletin) {
    if (!viewers.isEmpty()) {
      inbox.announced(bulletin);
    }
  }

  /** Before the server, which ends connections without a word. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
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
    news.ignore(this);
    viewers.forEach(Dashboards::restart);
    threads.forEach(Thread::interrupt);
  }

  /** After 1000 and 1001 the dashboards would not come back. */
  private static void restart(Viewer viewer) {
    viewer.line().close(WebSocketCloseStatus.SERVICE_RESTART.code(), "the platform restarts");
  }

  private void tellOn() {
    while (!closing) {
      try {
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
        tell(inbox.take(ROUND_MILLIS));
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Dashboards were not told of what has changed; they look for themselves", e);
      }
    }
  }

  private void tell(Inbox.Batch batch) {
    Set<JobId> changed = new LinkedHashSet<>(batch.jobs());
    changed.addAll(told.due(System.nanoTime()));
    List<JobId> ids = List.copyOf(changed);
    for (int begin = 0; begin < ids.size(); begin += IN_ONE_QUERY) {
      desk.look(ids.subList(begin, Math.min(ids.size(), begin + IN_ONE_QUERY))).forEach(this::tell);
    }
    batch.bulletins().forEach(this::tell);
  }

  private void tell(Job job) {
    told.event(job, System.nanoTime())
        .ifPresent(event ->
            send(
                job.order().owner(),
                text(SocketMessage.JobUpdate.of(event, job, clock.instant()))));
  }

  private void tell(Bulletin bulletin) {
    Map<String, Object> message = new HashMap<>(bulletin.body());
    message.put("type", bulletin.type());
    try {
      send(bulletin.owner(), json.writeValueAsString(OBJECT, message));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(Optional<UserId> owner, String text) {
    for (Viewer viewer : viewers) {
      if (viewer.maySee(owner)) {
        viewer.line().send(text);
      }
    }
  }

  private void lookAfter() {
    while (!closing) {
      try {
        TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
        new ArrayList<>(viewers).forEach(this::lookAfter);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Dashboards were not looked after", e);
      }
    }
  }

  private void lookAfter(Viewer viewer) {
    long now = System.nanoTime();
    Line line = viewer.line();
    if (line.isSilentFor(SILENCE, now) || line.isStuckFor(STUCK, now)) {
      line.cut();
      return;
    }
    int age = viewer.grow();
    if (age % ROUNDS_TO_PING == 0) {
      line.ping();
    }
    if (age % ROUNDS_TO_RECHECK == 0 && !viewer.mayStay()) {
      line.close(WebSocketCloseStatus.POLICY_VIOLATION.code(), "the session has ended");
    }
  }
}
