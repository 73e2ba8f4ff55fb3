package dev.stackyn.platform.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.TestPlatform;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One API and one worker, in processes of their own but for this test. */
class RoleTest {
  @Test
  void theWorkerDoesWhatTheApiEnqueuesAndServesNothingElse() {
    try (TestPlatform api = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
        TestPlatform worker = api.another(Map.of("STACKYN_ROLE", "worker")).untilReady()) {
      String job = api.bean(JobQueue.class).enqueue(ScriptedJobs.idle("scripted")).toString();

      Eventually.that(
          "the job is done",
          () ->
              api.query("select status from jobs.jobs where id = '%s'".formatted(job))
                  .equals("COMPLETED"));
      assertThat(worker.get("/health").body()).contains("\"queue\":\"working\"");
      assertThat(api.get("/health").body()).contains("\"queue\":\"elsewhere\"");
      assertThat(worker.get("/api/user/me").statusCode()).isEqualTo(404);
      assertThat(worker.get("/api/user/me").body()).contains("STACKYN_ROLE=worker");
      assertThat(api.get("/api/user/me").statusCode()).isEqualTo(401);
    }
  }
}
