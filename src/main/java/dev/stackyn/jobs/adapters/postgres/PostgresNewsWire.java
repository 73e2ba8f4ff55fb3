package dev.stackyn.jobs.adapters.postgres;

import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.jobs.ports.NewsWire;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseArrival;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LISTEN and NOTIFY, on two connections of its own. News are sent after the commit, and gathered:
 * to notify within the transactions would make PostgreSQL commit them one after the other.
 */
@Singleton
final class PostgresNewsWire implements NewsWire, DatabaseArrival, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresNewsWire.class);
  private static final String CHANNEL = "stackyn_jobs";
  private static final int LARGEST_BULLETIN = 7_800;
  private static final int LISTEN_MILLIS = 10_000;
  private static final int GATHER_MILLIS = 5;
  private static final int TROUBLE_MILLIS = 1_000;

  private final External location;
  private final JobNews news;
  private final JsonText json;
  private final String node;
  private final Outbox outbox = new Outbox();
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean closing;
  private @Nullable Thread listener;
  private @Nullable Thread sender;

  PostgresNewsWire(External location, JobNews news, JsonText json, Ids ids) {
    this.location = location;
    this.news = news;
    this.json = json;
    this.node = ids.next().toString();
  }

  @Override
  public void databaseArrived() {
    if (started.compareAndSet(false, true)) {
      listener = Thread.ofPlatform().name("jobs-listen").daemon().start(() -> keep(this::listen));
      sender = Thread.ofPlatform().name("jobs-notify").daemon().start(() -> keep(this::send));
    }
  }

  @Override
  public void workArrived() {
    outbox.work();
  }

  @Override
  public void changed(Collection<JobId> jobs) {
    outbox.changed(jobs);
  }

  @Override
  public void cancelAsked(JobId job) {
    outbox.cancel(job);
  }

  /** PostgreSQL takes 8,000 bytes at a time. */
  @Override
  public void announced(Bulletin bulletin) {
    String text = json.write(bulletin);
    if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST_BULLETIN) {
      LOG.warn("A bulletin of type {} is too large for the other platforms", bulletin.type());
      return;
    }
    outbox.announce(text);
  }

  @Override
  @PreDestroy
  public void close() {
    closing = true;
    Optional.ofNullable(listener).ifPresent(Thread::interrupt);
    Optional.ofNullable(sender).ifPresent(Thread::interrupt);
  }

  /** What is done on a connection, and begun anew on another when that one breaks. */
  private interface Duty {
    void on(Connection connection) throws SQLException, InterruptedException;
  }

  private void keep(Duty duty) {
    while (!closing) {
      try (Connection connection = connect()) {
        duty.on(connection);
      } catch (SQLException e) {
        pause(e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void pause(SQLException e) {
    if (closing) {
      return;
    }
    LOG.warn("News of jobs do not arrive, and are looked for instead: {}", e.getSQLState());
    try {
      TimeUnit.MILLISECONDS.sleep(TROUBLE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
    }
    // What came while nobody listened.
    news.fromElsewhere(JobNews.Listener::workArrived);
    PGConnection wire = connection.unwrap(PGConnection.class);
    while (!closing) {
      PGNotification @Nullable [] arrived = wire.getNotifications(LISTEN_MILLIS);
      if (arrived == null || arrived.length == 0) {
        probe(connection);
        continue;
      }
      for (PGNotification notification : arrived) {
        Message.read(notification.getParameter())
            .filter(message -> !message.node().equals(node))
            .ifPresent(message -> message.tell(news, json));
      }
    }
  }

  /** A connection that is dead without saying so would be listened to for ever. */
  private static void probe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  private void send(Connection connection) throws SQLException, InterruptedException {
    try (PreparedStatement notify =
        connection.prepareStatement("select pg_notify('" + CHANNEL + "', ?)")) {
      while (!closing) {
        List<Message> messages = outbox.take(node);
        for (Message message : messages) {
          notify.setString(1, message.text());
          notify.execute();
        }
        TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", location.user());
    location
        .password()
        .map(Secret::reveal)
        .ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "stackyn news");
    // News need not outlive a crash: to wait for the disk would only make others wait for it too.
    properties.setProperty("options", "-c synchronous_commit=off");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection(location.jdbcUrl(), properties);
  }
}
