package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.platform.domain.ProcessRole;
import dev.stackyn.platform.domain.RoutingSettings;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the apps' requests to their backends. It listens from the start of the process on, before
 * there is a database, and answers that it is not ready until the routes have been read.
 */
@Singleton
public final class Router implements GracefulShutdownCapable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  /** Few, for a small machine: each keeps buffers and connections to backends of its own. */
  private static final int LOOPS = 2;

  /** The grace is over by then: nothing is waited for but threads that end. */
  private static final int LONGEST_CLOSE_SECONDS = 5;

  private final ProcessRole role;
  private final int port;
  private final RouterParts parts;
  private final List<RouterLoop> loops = new CopyOnWriteArrayList<>();
  private @Nullable Vertx vertx;
  private boolean closed;

  Router(ProcessRole role, RoutingSettings routing, RouterParts parts) {
    this.role = role;
    this.port = routing.routerPort();
    this.parts = parts;
  }

  /** Returns when the port is taken. A process that does not serve takes none. */
  public void start() throws IOException, InterruptedException {
    if (!role.serves()) {
      return;
    }
    if (parts.settings().https().isPresent()) {
      parts.certificates().spare(); // not while somebody waits for it
    }
    Vertx started = Vertx.builder().with(options()).withTransport(Doorway.guarded(parts)).build();
    hold(started);
    try {
      await(started);
    } catch (ExecutionException e) {
      throw new IOException(
          "cannot listen on %s port %s: it is taken, or not allowed to this user"
                  .formatted(parts.settings().host(), asked())
              + " (STACKYN_ROUTER_PORT, STACKYN_HTTPS_PORT, STACKYN_ROUTER_HOST)",
          e.getCause());
    }
    LOG.info("The router listens on {} port {}", parts.settings().host(), port());
    if (securePort() != 0) {
      LOG.info("The router speaks TLS on port {}", securePort());
    }
  }

  /** Where it listens; 0 when it does not. */
  public int port() {
    return loops.stream().findFirst().map(RouterLoop::port).orElse(0);
  }

  /** Where it speaks TLS; 0 when it does not. */
  public int securePort() {
    return loops.stream().findFirst().map(RouterLoop::securePort).orElse(0);
  }

  private String asked() {
    return port + parts.settings().https().map(https -> " or " + https.port()).orElse("");
  }

  /**
   * Takes no new connections, and ends when the last request has: the platform says how long that
   * may take.
   */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    List<CompletableFuture<?>> ends = new ArrayList<>();
    loops.forEach(loop -> ends.add(loop.finish().toCompletionStage().toCompletableFuture()));
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }

  @Override
  public OptionalLong reportActiveTasks() {
    return OptionalLong.of(parts.routes().present(backend -> true));
  }

  @Override
  @PreDestroy
  public void close() {
    Vertx running = take();
    if (running == null) {
      return;
    }
    try {
      running
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .get(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The router did not stop as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A platform that gives up starting may close this before it has begun. */
  private synchronized void hold(Vertx started) throws InterruptedException {
    if (closed) {
      started.close();
      throw new InterruptedException("closed before it listened");
    }
    vertx = started;
  }

  private synchronized @Nullable Vertx take() {
    Vertx running = vertx;
    vertx = null;
    closed = true;
    return running;
  }

  private void await(Vertx started) throws ExecutionException, InterruptedException {
    // A negative port is any free one, and the same for all loops.
    int asked = port == 0 ? -1 : port;
    started
        .deployVerticle(() -> loop(asked), new DeploymentOptions().setInstances(LOOPS))
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private RouterLoop loop(int asked) {
    RouterLoop loop = new RouterLoop(asked, parts);
    loops.add(loop);
    return loop;
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(LOOPS)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setBlockedThreadCheckInterval(1)
        .setBlockedThreadCheckIntervalUnit(TimeUnit.HOURS)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}
