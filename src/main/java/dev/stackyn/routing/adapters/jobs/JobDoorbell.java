package dev.stackyn.routing.adapters.jobs;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.WakeCalls;
import dev.stackyn.routing.ports.Doorbell;
import jakarta.inject.Singleton;
import java.util.Map;

/** Leaves a job: however many routers ring, one of them is enough. */
@Singleton
final class JobDoorbell implements Doorbell {
  private final JobQueue queue;

  JobDoorbell(JobQueue queue) {
    this.queue = queue;
  }

  @Override
  public void ring(AppId app) {
    queue.enqueue(
        NewJob.of(WakeCalls.KIND, "{\"app\":\"%s\"}".formatted(app))
            .inLaneOf(app)
            .keyed(WakeCalls.KIND + ":" + app)
            .withRetries(0)
            .withPriority(NewJob.MOST_PRIORITY)
            .showing(Map.of("app_id", app.toString())));
  }
}
