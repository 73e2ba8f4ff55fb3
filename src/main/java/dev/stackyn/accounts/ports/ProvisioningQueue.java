package dev.stackyn.accounts.ports;

import dev.stackyn.accounts.domain.ProvisioningOrder;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.kernel.UserId;
import java.util.List;

/** Leaves accounts to be made for later. */
public interface ProvisioningQueue {
  /** One job each; they stand or fall with the present transaction. */
  List<JobId> add(UserId owner, List<ProvisioningOrder> orders, int retries);
}
