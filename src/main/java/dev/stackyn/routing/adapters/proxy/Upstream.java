package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.RouterSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One loop's connections to backends. Only that loop's thread comes here. */
final class Upstream {
  private static final int MOST_TO_ONE_BACKEND = 8_192;

  private final ContextInternal loop;
  private final RouterSettings settings;
  private final Bootstrap sockets;
  private final Map<Backend, Shelf> shelves = new HashMap<>();
  private final Threshold threshold;

  Upstream(ContextInternal loop, RouterSettings settings) {
    this.loop = loop;
    this.settings = settings;
    this.threshold = new Threshold(loop);
    this.sockets =
        new Bootstrap()
            .group(loop.nettyEventLoop())
            .channelFactory(loop.owner().transport().channelFactory(false))
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) settings.connect().toMillis());
  }

  /** All that there is to one backend. */
  private static final class Shelf {
    final SequencedSet<Line> idle = new LinkedHashSet<>();
    final Set<Channel> all = new HashSet<>();
    boolean isLeft;
  }

  /** A connection of its own to the backend, or why there is none. One of the two, once. */
  void reach(Backend backend, Consumer<Line> reached, Consumer<Throwable> failed) {
    Shelf shelf = shelves.computeIfAbsent(backend, fresh -> new Shelf());
    @Nullable Line kept = kept(shelf);
    if (kept != null) {
      reached.accept(kept);
    } else {
      threshold.cross(
          backend,
          (open, closed) -> soon(() -> connect(backend, shelf, open, closed)),
          reached,
          failed);
    }
  }

  /**
   * Closes what is silent to backends that nothing leads to any more, and the rest as soon as it
   * is. Who waits for a connection there waits no longer.
   */
  void retire(Predicate<Backend> left) {
    threshold.leave(left);
    List<Shelf> old = new ArrayList<>();
    shelves.entrySet().removeIf(entry -> left.test(entry.getKey()) && old.add(entry.getValue()));
    for (Shelf shelf : old) {
      shelf.isLeft = true;
      List.copyOf(shelf.idle).forEach(Line::cut);
      shelf.all.stream().filter(channel -> !channel.isActive()).toList().forEach(Upstream::close);
    }
  }

  private static void close(Channel channel) {
    var _ = channel.close();
  }

  /** The one that was used last: the others may be closed for want of use. */
  private static @Nullable Line kept(Shelf shelf) {
    while (!shelf.idle.isEmpty()) {
      Line line = shelf.idle.removeLast();
      if (line.isOpen()) {
        return line;
      }
    }
    return null;
  }

  /**
   * Not in the middle of a round of the loop: in it there may still be news of a socket that was
   * closed just now, and a new one is given its number.
   */
  private void soon(Runnable task) {
    loop.nettyEventLoop().execute(task);
  }

  private void connect(
      Backend backend, Shelf shelf, Consumer<Line> reached, Consumer<Throwable> failed) {
    if (shelf.all.size() >= MOST_TO_ONE_BACKEND) {
      failed.accept(new IOException("too many connections to one backend"));
      return;
    }
    Line line = new Line(loop, settings.idle(), idle -> putBack(shelf, idle));
    ChannelFuture connecting =
        sockets
            .clone()
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel socket) {
                    line.join(socket.pipeline());
                  }
                })
            .connect(new InetSocketAddress(backend.address(), backend.port()));
    Channel channel = connecting.channel();
    shelf.all.add(channel);
    channel
        .closeFuture()
        .addListener(closed -> {
          shelf.all.remove(channel);
          shelf.idle.remove(line);
        });
    connecting.addListener(over ->
        loop.dispatch(() -> {
          if (over.isSuccess()) {
            reached.accept(line);
          } else {
            failed.accept(over.cause());
          }
        }));
  }

  private static void putBack(Shelf shelf, Line line) {
    if (shelf.isLeft) {
      line.cut();
    } else {
      shelf.idle.add(line);
    }
  }
}
