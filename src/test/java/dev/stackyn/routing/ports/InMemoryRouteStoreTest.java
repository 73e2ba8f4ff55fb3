package dev.stackyn.routing.ports;

class InMemoryRouteStoreTest extends RouteStoreContract {
  private final RouteStore store = new InMemoryRouteStore();

  @Override
  protected RouteStore store() {
    return store;
  }
}
