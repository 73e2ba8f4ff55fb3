package dev.stackyn.jobs.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.jobs.domain.JobArchive;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Tally;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.testing.Eventually;
import dev.stackyn.testing.Person;
import dev.stackyn.testing.ScriptedJobs;
import dev.stackyn.testing.TestPlatform;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Jobs as clients see them, on a platform that works on them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsTest {
  private static final String PLAIN = ScriptedJobs.PLAIN;
  private static final String CONFLICT = "JOB_STATE_CONFLICT";

  private TestPlatform platform;
  private ScriptedJobs scripts;
  private JobQueue queue;
  private Person admin;
  private Person ada;
  private Person bob;

  @BeforeAll
  void start() {
    platform = TestPlatform.start().untilReady();
    scripts = platform.bean(ScriptedJobs.class);
    queue = platform.bean(JobQueue.class);
    admin = platform.admin();
    ada = platform.signUp("ada@example.com");
    bob = platform.signUp("bob@example.com");
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @BeforeEach
  void empty() {
    platform.sql("delete from jobs.jobs where status not in ('RUNNING')");
    platform.sql("delete from jobs.job_events");
  }

  @Test
  void anEmptyListIsAList() {
    Map<String, Object> answer = ada.get("/api/jobs").expect(200).json();

    assertThat(answer).containsEntry("success", true).containsEntry("jobs", List.of());
    assertThat(answer.get("pagination"))
        .isEqualTo(
            Map.of("limit", 50, "offset", 0, "page", 1, "total", 0, "count", 0, "total_pages", 0));
  }

  @Test
  void aWaitingJobHasEveryField() {
    JobId id =
        queue.enqueue(
            later().counting(10).withPriority(2).showing(Map.of("verification_enabled", "true")));

    Map<String, Object> job = ada.get("/api/jobs").expect(200).list("jobs").getFirst();

    assertThat(job)
        .containsEntry("id", id.toString())
        .containsEntry("kind", PLAIN)
        .containsEntry("count", 10)
        .containsEntry("status", "pending")
        .containsEntry("progress", 0)
        .containsEntry("processed", 0)
        .containsEntry("successful", 0)
        .containsEntry("failed", 0)
        .containsEntry("priority", 2)
        .containsEntry("priority_label", "high")
        .containsEntry("verification_enabled", true)
        .containsEntry("test_mode", false)
        .containsEntry("attempts", 0)
        .containsEntry("max_attempts", 4)
        .containsEntry("error_msg", null)
        .containsEntry("error_message", null)
        .containsEntry("started_at", null)
        .containsEntry("completed_at", null);
    assertThat(String.valueOf(job.get("created_at"))).endsWith("Z").contains("T");
  }

  @Test
  void aDoneJobTellsHowItWent() {
    JobId id =
        queue.enqueue(
            scripts
                .job(
                    PLAIN,
                    run -> {
                      run.progress(new Tally(3, 2, 1), "nearly");
                      return Verdict.done("2 of 3");
                    })
                .counting(3)
                .ownedBy(platform.idOf("ada@example.com")));
    Eventually.that("it is done", () -> status(id).equals("completed"));

    Map<String, Object> answer = ada.get("/api/v1/jobs/" + id).expect(200).json();

    assertThat(answer)
        .containsEntry("success", true)
        .containsEntry("status", "completed")
        .containsEntry(
            "progress",
            Map.of("current", 3, "total", 3, "percentage", 100.0, "successful", 2, "failed", 1));
    assertThat(String.valueOf(answer.get("duration"))).matches("\\d+(\\.\\d+)?(ms|s)");
    assertThat((Integer) answer.get("duration_ms")).isNotNegative();
    assertThat(object(answer, "job"))
        .containsEntry("error_msg", "2 of 3")
        .containsEntry("error_message", "2 of 3")
        .containsEntry("progress", 100);
  }

  @Test
  void whatIsNotHisIsNotThere() {
    JobId hers = queue.enqueue(later());
    JobId nobodys = queue.enqueue(ScriptedJobs.idle(PLAIN).after(Duration.ofHours(1)));
    List<String> unreachable =
        List.of(
            hers.toString(), nobodys.toString(), UUID.randomUUID().toString(), "42", "not-an-id");

    for (String id : unreachable) {
      String path = "/api/jobs/" + id;
      bob.get(path).expect(404, "NOT_FOUND", "Job not found");
      bob.get(path + "/events").expect(404, "NOT_FOUND", "Job not found");
      bob.post(path + "/cancel").expect(404, "NOT_FOUND", "Job not found");
    }
    assertThat(bob.get("/api/jobs").expect(200).list("jobs")).isEmpty();
    assertThat(ids(ada, "/api/jobs")).containsExactly(hers.toString());
    assertThat(ids(admin, "/api/jobs"))
        .containsExactlyInAnyOrder(nobodys.toString(), hers.toString());
    assertThat(status(hers)).isEqualTo("pending");
    platform.stranger().get("/api/jobs").expect(401);
  }

  @Test
  void pagesAndFiltersAreOfTheWholeList() {
    List<JobId> all =
        queue.enqueueAll(
            List.of(later(), later().withPriority(1), later().withPriority(2), later(), later()));

    List<String> listed = ids(ada, "/api/jobs");
    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(all.stream().map(JobId::toString).toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(ids(ada, "/api/jobs?limit=2")).isEqualTo(listed.subList(0, 2));
    assertThat(ids(ada, "/api/jobs?limit=2&page=3")).isEqualTo(listed.subList(4, 5));
    assertThat(ids(ada, "/api/v1/jobs?limit=2&offset=1&page=3")).isEqualTo(listed.subList(1, 3));
    assertThat(ids(ada, "/api/jobs?sort=created_at")).isEqualTo(listed.reversed());
    assertThat(ids(ada, "/api/jobs?priority=normal")).containsExactly(all.get(1).toString());
    assertThat(ids(ada, "/api/jobs?priority=2&status=pending&kind=" + PLAIN))
        .containsExactly(all.get(2).toString());
    assertThat(object(ada.get("/api/jobs?limit=2&status=PENDING").json(), "pagination"))
        .isEqualTo(
            Map.of("limit", 2, "offset", 0, "page", 1, "total", 5, "count", 2, "total_pages", 3));
    for (String limit : List.of("0", "-1")) {
      assertThat(ids(ada, "/api/jobs?limit=" + limit)).hasSize(1);
    }
    assertThat(object(ada.get("/api/jobs?limit=1000").json(), "pagination"))
        .containsEntry("limit", 100);
    for (String none : List.of("status=queued", "priority=urgent", "kind=nope", "status=running")) {
      assertThat(ids(ada, "/api/jobs?" + none)).as(none).isEmpty();
    }
    ada.get("/api/jobs?sort=payload")
        .expect(400, "INVALID_INPUT", "must be created_at or -created_at");
  }

  @Test
  void aWaitingJobIsCancelledAtOnceAndOnce() {
    JobId id = queue.enqueue(later());

    Map<String, Object> answer = ada.post("/api/jobs/" + id + "/cancel").expect(200).json();

    assertThat(answer).containsEntry("message", "Job cancelled successfully");
    assertThat(object(answer, "job"))
        .containsEntry("status", "cancelled")
        .doesNotContainEntry("completed_at", null);
    ada.post("/api/jobs/" + id + "/cancel")
        .expect(409, CONFLICT, "Job cannot be cancelled in current state");
    assertThat(ada.get("/api/jobs/" + id + "/events").expect(200).list("events"))
        .extracting(event -> event.get("from") + ">" + event.get("to") + " " + event.get("actor"))
        .containsExactly(
            "null>pending " + platform.idOf("ada@example.com"),
            "pending>cancelled " + platform.idOf("ada@example.com"));
  }

  @Test
  void aRunningJobIsAskedToEndAndEndsCancelled() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    JobId id =
        queue.enqueue(
            scripts
                .job(
                    PLAIN,
                    run -> {
                      begun.countDown();
                      awaitStop(run);
                      mayEnd.await();
                      return Verdict.cancelled("as asked");
                    })
                .ownedBy(platform.idOf("ada@example.com")));
    begun.await();

    for (int time = 1; time <= 2; time++) {
      Map<String, Object> answer =
          ada.send(
                  ada.request("/api/jobs/" + id + "/cancel")
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.noBody()))
              .expect(200)
              .json();
      assertThat(answer).containsEntry("message", "Job is asked to stop");
      assertThat(object(answer, "job"))
          .containsEntry("status", "running")
          .containsEntry("cancel_requested", true);
    }
    mayEnd.countDown();

    Eventually.that("it ends", () -> status(id).equals("cancelled"));
    assertThat(ada.get("/api/jobs/" + id + "/events").expect(200).list("events"))
        .extracting(event -> event.get("from") + ">" + event.get("to"))
        .containsExactly("null>pending", "pending>running", "running>running", "running>cancelled");
    ada.post("/api/jobs/" + id + "/cancel")
        .expect(409, CONFLICT, "Job cannot be cancelled in current state");
  }

  @Test
  void aCancelReachesTheWorkerOnAnotherPlatform() throws InterruptedException {
    // It only serves, so that the job is certain to be in this platform's hands.
    try (TestPlatform other = platform.another(Map.of("STACKYN_ROLE", "api")).untilReady()) {
      CountDownLatch begun = new CountDownLatch(1);
      JobId id = queue.enqueue(waiting(begun));
      begun.await();

      ada.at(other).post("/api/v1/jobs/" + id + "/cancel").expect(200);

      Eventually.that("it has ended", () -> status(id).equals("cancelled"));
    }
  }

  @Test
  void onlyAnAdministratorRevivesAndOnlyADeadLetter() {
    JobId id =
        queue.enqueue(
            scripts
                .job(PLAIN, run -> run.attempt() == 1 ? Verdict.bury("no") : Verdict.done())
                .ownedBy(platform.idOf("ada@example.com")));
    Eventually.that("it is buried", () -> status(id).equals("failed"));
    assertThat(object(ada.get("/api/jobs/" + id).json(), "job")).containsEntry("error_msg", "no");

    ada.post("/api/jobs/" + id + "/requeue").expect(403);
    admin.post("/api/jobs/" + id + "/requeue").expect(200);

    Eventually.that("it lives again", () -> status(id).equals("completed"));
    admin
        .post("/api/jobs/" + id + "/requeue")
        .expect(409, CONFLICT, "Only a failed job can be queued again");
    admin
        .post("/api/jobs/" + UUID.randomUUID() + "/requeue")
        .expect(404, "NOT_FOUND", "Job not found");
  }

  @Test
  void whatIsReportedFromOutsideEndsTheClaimOfTheWorker() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    JobId id =
        queue.enqueue(
            scripts
                .job(
                    PLAIN,
                    run -> {
                      begun.countDown();
                      awaitStop(run);
                      asked.countDown();
                      return Verdict.bury("must not count");
                    })
                .counting(4)
                .ownedBy(platform.idOf("ada@example.com")));
    begun.await();
    String path = "/api/jobs/" + id;

    ada.put(path, Map.of("progress", 50)).expect(403);
    assertThat(
            object(
                admin
                    .put(path, Map.of("progress", 50, "successful", 2, "attempt", 1))
                    .expect(200)
                    .json(),
                "job"))
        .containsEntry("progress", 50)
        .containsEntry("processed", 2)
        .containsEntry("successful", 2);
    admin
        .put(path, Map.of("status", "completed", "attempt", 2))
        .expect(409, CONFLICT, "Attempt 2 of this job is over; it is at attempt 1");
    assertThat(object(admin.put(path, Map.of("status", "completed")).expect(200).json(), "job"))
        .containsEntry("status", "completed")
        .containsEntry("progress", 100);

    asked.await();
    admin
        .put(path, Map.of("status", "running"))
        .expect(409, CONFLICT, "A completed job cannot become running");
    admin
        .put(path, Map.of("progress", 1))
        .expect(409, CONFLICT, "Only a running job makes progress");
    assertThat(status(id)).isEqualTo("completed");
  }

  @Test
  void aReportThatMakesNoSenseIsRefused() {
    JobId id = queue.enqueue(later());

    admin
        .put("/api/jobs/" + id, Map.of("progress", 101, "failed", -1, "status", "asleep"))
        .expect(400, "INVALID_INPUT", "The request has invalid fields.");
    admin.put("/api/jobs/" + UUID.randomUUID(), Map.of()).expect(404);
    admin
        .put("/api/jobs/" + id, Map.of("status", "failed"))
        .expect(409, CONFLICT, "A pending job cannot become failed");
  }

  @Test
  void countsAreOfWhatHeMaySeeAndTheGroupsShareNone() {
    queue.enqueueAll(
        List.of(
            later().withPriority(5),
            later().withPriority(2),
            later().withPriority(1),
            later(),
            later().withPriority(-3),
            ScriptedJobs.idle(PLAIN).after(Duration.ofHours(1))));

    Map<String, Object> hers = ada.get("/api/jobs/stats").expect(200).json();

    assertThat(hers).containsEntry("success", true);
    assertThat(object(hers, "job_stats")).containsEntry("pending", 5).containsEntry("running", 0);
    assertThat(object(hers, "queue_stats"))
        .containsEntry("queue_length", 5)
        .containsEntry("processing_count", 0)
        .containsEntry("high_priority", 2)
        .containsEntry("normal_priority", 1)
        .containsEntry("low_priority", 2)
        .containsEntry("ttl_seconds", 30 * 86_400);
    assertThat(object(admin.get("/api/v1/jobs/stats").json(), "queue_stats"))
        .containsEntry("queue_length", 6);
    assertThat(object(bob.get("/api/jobs/stats").json(), "job_stats")).containsEntry("total", 0);
  }

  @Test
  void finishedJobsGoWhenTheirTimeIsOverAndTheirEventsWithThem() {
    JobId old = queue.enqueue(later());
    JobId fresh = queue.enqueue(later());
    List.of(old, fresh).forEach(id -> ada.post("/api/jobs/" + id + "/cancel").expect(200));
    platform.sql(
        "update jobs.jobs set completed_at = now() - interval '31 days' where id = '" + old + "'");

    assertThat(platform.bean(JobArchive.class).prune()).isEqualTo(1);

    ada.get("/api/jobs/" + old).expect(404);
    ada.get("/api/jobs/" + fresh).expect(200);
    assertThat(platform.query("select count(*) from jobs.job_events where job_id = '" + old + "'"))
        .isEqualTo("0");
  }

  @Test
  void aJobIsNotDeleted() {
    JobId id = queue.enqueue(later());

    ada.delete("/api/jobs/" + id).expect(405);
  }

  @Test
  void eventsStreamUntilTheJobEndsAndAreResumed() {
    JobId id = queue.enqueue(later());
    String path = "/api/v1/jobs/" + id + "/events";
    Thread.ofVirtual()
        .start(() -> {
          Eventually.that("it is listened to", () -> platform.bean(EventStreams.class).open() > 0);
          ada.post("/api/jobs/" + id + "/cancel").expect(200);
        });

    String heard = stream(ada, path, "0");

    assertThat(heard.lines().filter(line -> line.startsWith("data:"))).hasSize(2);
    assertThat(heard).contains("\"to\":\"pending\"").contains("\"to\":\"cancelled\"");
    List<String> ids =
        heard
            .lines()
            .filter(line -> line.startsWith("id:"))
            .map(line -> line.substring(3).strip())
            .toList();
    assertThat(stream(ada, path, ids.get(0))).contains("cancelled").doesNotContain("\"from\":null");
    assertThat(ada.send(listening(ada, path, ids.get(1))).status()).isEqualTo(204);
    bob.send(listening(bob, path, "0")).expect(404, "NOT_FOUND", "Job not found");
  }

  private static String stream(Person person, String path, String after) {
    return person.send(listening(person, path, after)).expect(200).body();
  }

  private static java.net.http.HttpRequest.Builder listening(
      Person person, String path, String after) {
    return person
        .request(path)
        .header("Accept", "text/event-stream")
        .header("Last-Event-ID", after)
        .GET();
  }

  private NewJob later() {
    return ScriptedJobs.idle(PLAIN)
        .ownedBy(platform.idOf("ada@example.com"))
        .after(Duration.ofHours(1));
  }

  private NewJob waiting(CountDownLatch begun) {
    return scripts
        .job(
            PLAIN,
            run -> {
              begun.countDown();
              awaitStop(run);
              return Verdict.cancelled("as asked");
            })
        .ownedBy(platform.idOf("ada@example.com"));
  }

  private static void awaitStop(JobRun run) throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    run.stop().whenAsked(asked::countDown);
    asked.await();
  }

  private String status(JobId id) {
    return admin.get("/api/jobs/" + id).expect(200).text("status");
  }

  private static List<String> ids(Person person, String path) {
    return person.get(path).expect(200).list("jobs").stream()
        .map(job -> String.valueOf(job.get("id")))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(Map<String, Object> answer, String name) {
    return (Map<String, Object>) Objects.requireNonNull(answer.get(name), name);
  }
}
