package dev.stackyn.routing.adapters.jobs;

import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.routing.domain.CertificateRound;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Every minute it is looked which certificates are missing or due. */
@Singleton
@Requires(condition = TlsIsServed.class)
final class CertificateRounds implements Schedule, JobHandler {
  private final CertificateRound round;

  CertificateRounds(CertificateRound round) {
    this.round = round;
  }

  @Override
  public String name() {
    return CertificateRound.KIND;
  }

  @Override
  public String cron() {
    return "* * * * *";
  }

  @Override
  public NewJob job() {
    return CertificateRound.job();
  }

  @Override
  public JobKind kind() {
    return JobKind.named(CertificateRound.KIND, Duration.ofMinutes(1)).atMost(1).asBrief();
  }

  @Override
  public Verdict handle(JobRun run) {
    round.go();
    return Verdict.done();
  }
}
