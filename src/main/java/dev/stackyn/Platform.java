package dev.stackyn;

import dev.stackyn.platform.adapters.docker.DockerProbe;
import dev.stackyn.platform.adapters.postgres.DatabaseStart;
import dev.stackyn.platform.adapters.postgres.EmbeddedPostgres;
import dev.stackyn.platform.domain.DatabaseSettings.Location;
import dev.stackyn.platform.domain.HttpSettings;
import dev.stackyn.platform.domain.HttpSettings.HttpLimits;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.routing.adapters.proxy.Router;
import dev.stackyn.routing.domain.EarlyRoutes;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole platform in this process, running from {@link #start} to {@link #close}. */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);

  private final PlatformSettings settings;
  private final Optional<EmbeddedPostgres> postgres;
  private final ApplicationContext context;
  private final EmbeddedServer server;
  private final Thread databaseStart;

  private Platform(
      Settings settings,
      Optional<EmbeddedPostgres> postgres,
      ApplicationContext context,
      Thread databaseStart) {
    this.settings = settings.platform();
    this.postgres = postgres;
    this.context = context;
    this.server = context.getBean(EmbeddedServer.class);
    this.databaseStart = databaseStart;
  }

  /**
   * Returns when the API listens. The database may still be on its way: readiness tells when it has
   * arrived. What readiness asks for, database and Docker, is made ready while everything else is:
   * that is half of a quick start.
   */
  public static Platform start(Settings settings) throws IOException, InterruptedException {
    Optional<EmbeddedPostgres> postgres = embedded(settings.platform());
    FutureTask<Void> databaseUp = new FutureTask<>(startOf(postgres));
    ApplicationContext context = context(settings, location(settings.platform(), postgres));
    Thread databaseStart =
        Thread.ofVirtual().name("database-start").unstarted(() -> prepare(databaseUp, context));
    FutureTask<Void> routerUp = new FutureTask<>(() -> listen(context));
    Thread.ofPlatform().name("postgres-start").start(databaseUp);
    try {
      context.start();
      Thread.ofPlatform().name("router-start").start(routerUp);
      Thread.ofPlatform().name("routes-start").start(() -> beginEarly(context));
      Thread.ofVirtual().name("docker-start").start(context.getBean(DockerProbe.class)::look);
      databaseStart.start();
      Platform platform = new Platform(settings, postgres, context, databaseStart);
      platform.server.start();
      await(routerUp, "the router does not start");
      await(databaseUp, "the embedded database does not start");
      return platform;
    } catch (IOException | InterruptedException | RuntimeException e) {
      databaseStart.interrupt();
      routerUp.cancel(true);
      context.close();
      abandon(databaseUp, postgres);
      if (e instanceof ServerStartupException refused) {
        throw unableToListen(settings.platform(), refused);
      }
      throw e;
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Where the router listens; 0 when this process has none. */
  public int routerPort() {
    return context.getBean(Router.class).port();
  }

  /** Where the router speaks TLS; 0 when it does not. */
  public int httpsPort() {
    return context.getBean(Router.class).securePort();
  }

  public URI url() {
    return settings.http().localUrl(server.getPort());
  }

  /** A part of this platform, for tests that look inside. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /**
   * Stops accepting, lets what runs finish within the grace, then closes everything in the opposite
   * order.
   */
  @Override
  public void close() {
    databaseStart.interrupt();
    long grace = settings.http().limits().shutdownGrace().toMillis();
    try {
      context
          .getBean(GracefulShutdownManager.class)
          .shutdownGracefully()
          .toCompletableFuture()
          .get(grace, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("Requests were still running after {} ms; they are cut off", grace);
    } catch (ExecutionException e) {
      LOG.error("The server did not stop as it should", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.close();
    stop(postgres);
  }

  private static IOException unableToListen(PlatformSettings settings, ServerStartupException e) {
    HttpSettings http = settings.http();
    return new IOException(
        "cannot listen on %s port %d: it is taken, or not allowed to this user (PORT, SERVER_HOST)"
            .formatted(http.host(), http.port()),
        e);
  }

  private static Optional<EmbeddedPostgres> embedded(PlatformSettings settings) throws IOException {
    return settings.database().location() instanceof Location.Embedded(var folder)
        ? Optional.of(EmbeddedPostgres.in(folder))
        : Optional.empty();
  }

  private static Location.External location(
      PlatformSettings settings, Optional<EmbeddedPostgres> postgres) {
    return switch (settings.database().location()) {
      case Location.External external -> external;
      case Location.Embedded embedded -> postgres.orElseThrow().location();
    };
  }

  /** All parts of a platform; none of them does anything yet. */
  static ApplicationContext context(Settings settings, Location.External location) {
    PlatformSettings platform = settings.platform();
    return ApplicationContext.builder()
        .banner(false)
        .deduceEnvironment(false)
        .deduceCloudEnvironment(false)
        .environmentPropertySource(false)
        .bootstrapEnvironment(false)
        .properties(properties(platform))
        .singletons(
            platform,
            platform.http(),
            platform.database(),
            platform.engine().docker(),
            platform.engine().routing(),
            platform.role(),
            settings.jobs(),
            settings.identity(),
            settings.billing(),
            settings.router(),
            settings.acme(),
            settings.front(),
            settings.routerLimits(),
            settings.git(),
            settings.containers(),
            settings.builds(),
            settings.watch(),
            settings.detection(),
            settings.apps(),
            settings.sleep(),
            settings.domains(),
            settings.accounts(),
            location)
        .build();
  }

  private static Map<String, Object> properties(PlatformSettings settings) {
    HttpLimits limits = settings.http().limits();
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("micronaut.server.host", settings.http().host());
    properties.put(
        "micronaut.server.port", settings.http().port() == 0 ? -1 : settings.http().port());
    properties.put("micronaut.server.max-request-size", limits.bodyBytes());
    properties.put("micronaut.server.max-request-buffer-size", limits.bodyBytes());
    properties.put("micronaut.server.netty.max-header-size", limits.headerBytes());
    properties.put("micronaut.server.idle-timeout", limits.idle());
    return properties;
  }

  private static Callable<Void> startOf(Optional<EmbeddedPostgres> postgres) {
    return () -> {
      if (postgres.isPresent()) {
        postgres.get().start();
      }
      return null;
    };
  }

  private static void prepare(Future<?> databaseUp, ApplicationContext context) {
    try {
      databaseUp.get();
      context.getBean(DatabaseStart.class).run();
    } catch (ExecutionException e) {
      // start() tells why.
      LOG.debug("There is no database to prepare", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Void listen(ApplicationContext context) throws IOException, InterruptedException {
    context.getBean(Router.class).start();
    return null;
  }

  /** Nothing waits for this, and nothing is lost when it does not work. */
  private static void beginEarly(ApplicationContext context) {
    try {
      int routes = context.getBean(EarlyRoutes.class).begin();
      if (routes > 0) {
        LOG.info("Requests go by {} routes of the last run until there is a database", routes);
      }
    } catch (RuntimeException e) {
      LOG.warn("Requests wait for the database: the last run's routes are not known", e);
    }
  }

  private static void await(FutureTask<Void> part, String failure)
      throws IOException, InterruptedException {
    try {
      part.get();
    } catch (ExecutionException e) {
      throw new IOException(failure + ": " + reason(e), e);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }

  /**
   * A database that is still starting cannot be stopped yet: it is awaited first, or it would be
   * left behind.
   */
  private static void abandon(Future<?> databaseUp, Optional<EmbeddedPostgres> postgres) {
    try {
      databaseUp.get();
    } catch (ExecutionException e) {
      LOG.debug("The database did not start either", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(postgres);
  }

  private static void stop(Optional<EmbeddedPostgres> postgres) {
    try {
      if (postgres.isPresent()) {
        postgres.get().stop();
      }
    } catch (IOException e) {
      LOG.error("The database server did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
