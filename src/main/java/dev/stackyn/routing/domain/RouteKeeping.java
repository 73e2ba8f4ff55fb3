package dev.stackyn.routing.domain;

import dev.stackyn.routing.ports.TableFile;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the routes that requests go by for the next start of this process. A change takes away what
 * was kept before whoever made it goes on; what counts now is written afterwards, off his way. So
 * what is kept is never older than what this process has said to anybody.
 */
@Singleton
public class RouteKeeping {
  private static final long LEAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** However many routes there are, no more than a twentieth of the time goes into this. */
  private static final int PAUSES = 20;

  private static final long CONFIRM_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final LiveRoutes live;
  private final TableFile file;
  private final Provider<Residents> residents;
  private @Nullable String platform;
  private @Nullable RouteTable kept;
  private long dueNanos = System.nanoTime();
  private long confirmDueNanos;

  public RouteKeeping(LiveRoutes live, TableFile file, Provider<Residents> residents) {
    this.live = live;
    this.file = file;
    this.residents = residents;
    live.watch(this::changed);
  }

  private void changed(RouteTable table) {
    if (table.isWhole()) {
      file.discard();
    }
  }

  /**
   * To be called now and then, by one at a time, when the routes of this process have just been
   * found to be those of the database. Most of the time there is nothing to do.
   */
  public void keep() {
    live.table()
        .ifPresent(table -> {
          if (table != kept) {
            if (System.nanoTime() - dueNanos >= 0) {
              write(table);
            }
          } else if (System.nanoTime() - confirmDueNanos >= 0) {
            confirm();
          }
        });
  }

  /** The same at once, at the end; nothing when it has not been done before. */
  public void keepLast() {
    if (platform != null) {
      live.table().filter(table -> table != kept).ifPresent(this::write);
    }
  }

  private void write(RouteTable table) {
    String name = platform == null ? residents.get().platform() : platform;
    platform = name;
    long begunNanos = System.nanoTime();
    boolean done =
        file.keep(name, table, () -> live.table().filter(now -> now == table).isPresent());
    long nowNanos = System.nanoTime();
    kept = done ? table : null;
    dueNanos = nowNanos + Math.max(LEAST_PAUSE_NANOS, PAUSES * (nowNanos - begunNanos));
    confirmDueNanos = nowNanos + CONFIRM_NANOS;
  }

  private void confirm() {
    if (!file.confirm()) {
      kept = null;
    }
    confirmDueNanos = System.nanoTime() + CONFIRM_NANOS;
  }
}
