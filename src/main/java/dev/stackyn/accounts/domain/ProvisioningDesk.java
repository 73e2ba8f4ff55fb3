package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.ProvisioningQueue;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Where administrators order accounts. */
@Singleton
public class ProvisioningDesk {
  private final ProvisioningQueue queue;
  private final ProvisioningRules rules;
  private final AuditLog audit;
  private final Clock clock;

  /** What was ordered, with the job that will make it. */
  public record Ordered(JobId job, ProvisioningOrder order, int retries, Instant at) {}

  public ProvisioningDesk(
      ProvisioningQueue queue, ProvisioningRules rules, AuditLog audit, Clock clock) {
    this.queue = queue;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
  }

  /** All by one job. */
  @Transactional
  public Ordered order(Caller by, ProvisioningOrder order) {
    int retries = rules.get().limits().retries();
    JobId job = enqueue(by, List.of(order), retries).getFirst();
    return new Ordered(job, order, retries, clock.instant());
  }

  /** Each by a job of its own; all jobs, or none. */
  @Transactional
  public List<JobId> orderOneByOne(Caller by, int count, Urgency urgency) {
    ProvisioningOrder.requireCount(count);
    return enqueue(
        by,
        Collections.nCopies(count, new ProvisioningOrder(1, urgency, false)),
        rules.get().limits().retries());
  }

  private List<JobId> enqueue(Caller by, List<ProvisioningOrder> orders, int retries) {
    List<JobId> added = queue.add(by.id(), orders, retries);
    ProvisioningOrder first = orders.getFirst();
    audit.record(
        by.actor(),
        "accounts.ordered",
        added.getFirst().toString(),
        Map.of(
            "count", String.valueOf(orders.stream().mapToInt(ProvisioningOrder::count).sum()),
            "jobs", String.valueOf(added.size()),
            "priority", first.urgency().word()));
    return added;
  }
}
