package dev.stackyn.deployments.domain;

import dev.stackyn.deployments.ports.InMemoryBuildTicketStore;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.util.concurrent.atomic.AtomicLong;

class InMemoryBuildQueueTest extends BuildQueueContract {
  private final InMemoryBuildTicketStore store = new InMemoryBuildTicketStore();
  private final BuildQueue queue = new BuildQueue(store);
  private final AtomicLong numbers = new AtomicLong();

  @Override
  protected BuildQueue queue() {
    return queue;
  }

  @Override
  protected DeploymentId deployment(UserId owner) {
    return new DeploymentId(numbers.incrementAndGet());
  }

  @Override
  protected String shown(DeploymentId deployment) {
    return store.shown(deployment);
  }
}
