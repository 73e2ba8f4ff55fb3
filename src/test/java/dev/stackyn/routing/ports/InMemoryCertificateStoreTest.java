package dev.stackyn.routing.ports;

class InMemoryCertificateStoreTest extends CertificateStoreContract {
  private final InMemoryCertificateStore store = new InMemoryCertificateStore();

  @Override
  protected CertificateStore store() {
    return store;
  }
}
