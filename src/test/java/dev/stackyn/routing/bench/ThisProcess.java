package dev.stackyn.routing.bench;

import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.Backend;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.domain.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A router in the process that measures. */
public record ThisProcess(Routing routing, int port) implements Subject {
  private static final AppId MANY = new AppId(new UUID(2, 2));

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public void route(String host, Backend backend) {
    routing.point(new AppId(new UUID(3, host.hashCode())), List.of(new Host(host)), backend);
  }

  /** Hosts of one app: each has its place in the table. */
  @Override
  public void crowd(int routes, Backend backend) {
    List<Host> hosts =
        new ArrayList<>(
            IntStream.range(0, routes)
                .mapToObj(number -> new Host("app%d.many.example.com".formatted(number)))
                .toList());
    routing.point(MANY, hosts, backend);
  }
}
