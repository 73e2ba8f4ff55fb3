package dev.stackyn.accounts.adapters.jobs;

import dev.stackyn.accounts.domain.Invitations;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Schedule;
import dev.stackyn.jobs.domain.Verdict;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Invitations that expired long ago go every night. */
@Singleton
final class OldInvitations implements Schedule, JobHandler {
  private static final String KIND = "clean_up_invitations";

  private final Invitations invitations;

  OldInvitations(Invitations invitations) {
    this.invitations = invitations;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String cron() {
    return "27 3 * * *";
  }

  @Override
  public NewJob job() {
    return NewJob.of(KIND, "{}");
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(5)).atMost(1);
  }

  @Override
  public Verdict handle(JobRun run) {
    invitations.clear();
    return Verdict.done();
  }
}
