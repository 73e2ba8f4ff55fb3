package dev.stackyn.routing.ports;

class InMemoryTableFileTest extends TableFileContract {
  private final InMemoryTableFile file = new InMemoryTableFile(clock);

  @Override
  protected TableFile file() {
    return file;
  }
}
