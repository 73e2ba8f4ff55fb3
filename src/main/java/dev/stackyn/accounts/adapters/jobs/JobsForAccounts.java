package dev.stackyn.accounts.adapters.jobs;

import dev.stackyn.accounts.domain.ProvisioningOrder;
import dev.stackyn.accounts.ports.ProvisioningQueue;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.kernel.UserId;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Orders of accounts as jobs. */
@Singleton
final class JobsForAccounts implements ProvisioningQueue {
  private final JobQueue queue;
  private final JsonMapper json;

  JobsForAccounts(JobQueue queue, JsonMapper json) {
    this.queue = queue;
    this.json = json;
  }

  @Override
  public List<JobId> add(UserId owner, List<ProvisioningOrder> orders, int retries) {
    return queue.enqueueAll(
        orders.stream().map(order -> job(order).ownedBy(owner).withRetries(retries)).toList());
  }

  private NewJob job(ProvisioningOrder order) {
    String verification = String.valueOf(order.verification());
    return NewJob.of(ProvisionAccounts.KIND, payload(order))
        .counting(order.count())
        .withPriority(order.urgency().priority())
        .showing(Map.of("verification_enabled", verification));
  }

  private String payload(ProvisioningOrder order) {
    try {
      return json.writeValueAsString(new ProvisionAccounts.Payload(order.verification()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
