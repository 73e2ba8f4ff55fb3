package dev.stackyn.billing.ports;

import dev.stackyn.kernel.UserId;
import java.util.UUID;

class InMemorySubscriptionStoreTest extends SubscriptionStoreContract {
  private final SubscriptionStore store = new InMemorySubscriptionStore();
  private long count;

  @Override
  protected SubscriptionStore store() {
    return store;
  }

  @Override
  protected UserId someone() {
    return new UserId(new UUID(0, ++count));
  }
}
