package dev.stackyn.routing.adapters.jobs;

import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.routing.domain.CertificateOrders;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Orders one certificate. When it is tried again stands beside the certificate and not in the
 * queue: there the owner sees it.
 */
@Singleton
@Requires(condition = TlsIsServed.class)
final class OrderHandler implements JobHandler {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int AT_ONCE = 3;

  private final CertificateOrders orders;

  OrderHandler(CertificateOrders orders) {
    this.orders = orders;
  }

  @Override
  public JobKind kind() {
    return JobKind.named(CertificateOrders.KIND, LONGEST).atMost(AT_ONCE);
  }

  @Override
  public Verdict handle(JobRun run) throws InterruptedException {
    return orders.order(run.payload(), run.stop()).map(Verdict::done).orElseGet(Verdict::done);
  }
}
