package dev.stackyn.routing.ports;

import dev.stackyn.routing.domain.CertifiedName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Orders in a list. */
public final class InMemoryOrderLedger implements OrderLedger {
  private final List<Order> orders = new ArrayList<>();

  private record Order(CertifiedName name, Instant at) {}

  @Override
  public void add(CertifiedName name, Instant now) {
    orders.add(new Order(name, now));
  }

  @Override
  public List<Instant> since(Instant moment) {
    orders.removeIf(order -> !order.at.isAfter(moment));
    return orders.stream().map(Order::at).sorted().toList();
  }

  @Override
  public List<Instant> since(Instant moment, CertifiedName name) {
    return orders.stream()
        .filter(order -> order.at.isAfter(moment) && order.name.equals(name))
        .map(Order::at)
        .sorted()
        .toList();
  }
}
