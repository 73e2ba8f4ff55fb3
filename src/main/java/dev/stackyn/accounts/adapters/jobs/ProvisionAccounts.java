package dev.stackyn.accounts.adapters.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.accounts.domain.Pace;
import dev.stackyn.accounts.domain.Provisioning;
import dev.stackyn.accounts.domain.ProvisioningOrder;
import dev.stackyn.accounts.domain.ProvisioningSettings.Limits;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Verdict;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Objects;

/** Does the jobs that make accounts. */
@Singleton
final class ProvisionAccounts implements JobHandler {
  static final String KIND = "provision_accounts";

  private final Provisioning provisioning;
  private final Pace pace;
  private final JsonMapper json;

  /** What a job is told. */
  @Serdeable
  record Payload(@JsonProperty("verification_enabled") boolean verification) {}

  ProvisionAccounts(Provisioning provisioning, Pace pace, JsonMapper json) {
    this.provisioning = provisioning;
    this.pace = pace;
    this.json = json;
  }

  /**
   * The timeout is that of a single account: the largest job has time for as many of them as there
   * are in it.
   */
  @Override
  public JobKind kind() {
    Limits limits = pace.limits();
    return JobKind.named(KIND, limits.timeout().multipliedBy(ProvisioningOrder.MOST))
        .atMost(limits.workers());
  }

  @Override
  public Verdict handle(JobRun run) throws IOException {
    Payload payload = Objects.requireNonNull(json.readValue(run.payload(), Payload.class));
    return provisioning.provision(run, payload.verification());
  }
}
