package dev.stackyn.accounts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.jobs.domain.Bulletin;
import dev.stackyn.jobs.domain.Ending;
import dev.stackyn.jobs.domain.JobId;
import dev.stackyn.jobs.domain.JobNews;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.Settlement;
import dev.stackyn.jobs.domain.Shifts;
import dev.stackyn.jobs.domain.Worker;
import dev.stackyn.jobs.domain.WorkerId;
import dev.stackyn.testing.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Jobs that make accounts, worked on by hand: this platform has no loop of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisioningTest {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private TestPlatform platform;
  private ProvisioningDesk desk;
  private ProvisioningRules rules;
  private Worker worker;
  private Shifts shifts;
  private WorkerId me;

  @BeforeAll
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
    desk = platform.bean(ProvisioningDesk.class);
    rules = platform.bean(ProvisioningRules.class);
    worker = platform.bean(Worker.class);
    shifts = platform.bean(Shifts.class);
  }

  @AfterAll
  void stop() {
    platform.close();
  }

  @BeforeEach
  void empty() {
    platform.sql("drop trigger if exists trouble on accounts.accounts");
    platform.sql("truncate jobs.jobs, jobs.job_events, jobs.workers");
    me = join(LEASE);
  }

  @Test
  void aJobMakesAsManyAccountsAsWereOrdered() {
    JobId job = order(100, false);

    runAccounts();

    assertThat(column(job, "status || ' ' || successful || '/' || count"))
        .isEqualTo("COMPLETED 100/100");
    assertThat(accounts(job, "count(distinct email) || ' ' || count(distinct lower(username))"))
        .isEqualTo("100 100");
    assertThat(accounts(job, "string_agg(distinct status, ',')")).isEqualTo("ACTIVE");
    assertThat(accounts(job, "bool_and(email ~ '^user-[a-z2-9]{10}@accounts.localhost$')"))
        .isEqualTo("t");
    assertThat(invitations(job)).isEqualTo("100");
    assertThat(
            platform.query(
                "select string_agg(distinct role, ',') from identity.users u join accounts.accounts a on a.user_id = u.id where a.job_id = '%s'"
                    .formatted(job)))
        .isEqualTo("USER");
  }

  @Test
  void withVerificationAccountsArePendingAtFirst() {
    JobId job = order(2, true);

    runAccounts();

    assertThat(accounts(job, "string_agg(status || verified, ',')"))
        .isEqualTo("PENDINGfalse,PENDINGfalse");
    assertThat(column(job, "facts ->> 'verification_enabled'")).isEqualTo("true");
  }

  @Test
  void nothingSecretIsInTheQueueOrInTheDatabase() {
    JobId job = order(1, false);
    runAccounts();

    assertThat(column(job, "payload::text")).isEqualTo("{\"verification_enabled\": false}");
    assertThat(
            platform.query(
                "select count(*) from jobs.jobs where payload::text like '%invitations%'"))
        .isEqualTo("0");
  }

  @Test
  void whoTakesAJobOverMakesOnlyWhatIsMissing() {
    JobId job = order(6, false);
    WorkerId dying = join(Duration.ZERO);
    JobRun lost = claim(dying);
    failFrom(4);
    worker.handle(lost);
    assertThat(accounts(job, "count(*)")).isEqualTo("3");
    platform.sql("drop trigger trouble on accounts.accounts");

    assertThat(shifts.takeAway()).isEqualTo(1);
    JobRun taken = claim(me);
    settle(taken);

    assertThat(taken.attempt()).isEqualTo(2);
    assertThat(column(job, "status || ' ' || successful")).isEqualTo("COMPLETED 6");
    assertThat(accounts(job, "count(*)")).isEqualTo("6");
    assertThat(invitations(job)).isEqualTo("6");
  }

  @Test
  void whoHasLostTheJobMakesNothingAnyMore() {
    JobId job = order(3, false);
    WorkerId dying = join(Duration.ZERO);
    JobRun lost = claim(dying);
    shifts.takeAway();
    JobRun taken = claim(me);

    Settlement late = worker.handle(lost);

    assertThat(accounts(job, "count(*)")).isEqualTo("0");
    assertThat(worker.settle(dying, List.of(late))).isEmpty();
    settle(taken);
    assertThat(accounts(job, "count(*)")).isEqualTo("3");
  }

  @Test
  void anAccountThatWasDeletedMeanwhileIsNotMadeAgain() {
    JobId job = order(2, false);
    JobRun run = claim(me);
    failFrom(2);
    worker.handle(run);
    platform.sql("drop trigger trouble on accounts.accounts");
    String id = accounts(job, "min(id)");
    platform.bean(Accounts.class).delete(admin(), AccountId.parse(id).orElseThrow());

    settle(run);

    assertThat(column(job, "status || ' ' || successful")).isEqualTo("COMPLETED 2");
    assertThat(accounts(job, "count(*)")).isEqualTo("1");
    assertThat(
            platform.query(
                "select coalesce(username, notes, user_id::text, 'nothing') from accounts.accounts where id = "
                    + id))
        .isEqualTo("nothing");
  }

  @Test
  void someThatFailDoNotSpoilTheRest() {
    JobId job = order(5, false);
    failFrom(4);

    settle(claim(me));

    assertThat(column(job, "status || ' ' || processed || ' ' || successful || ' ' || failed"))
        .isEqualTo("COMPLETED 5 3 2");
    assertThat(column(job, "coalesce(message, '') || coalesce(error, '')"))
        .contains("Partial success: 3/5 accounts made");
  }

  @Test
  void whereAllFailItIsTriedAgainAsOftenAsTheSettingsSay() {
    rules.change(
        admin(),
        new ProvisioningSettings.Changes(Optional.empty(), Optional.of(1), Optional.empty()));
    JobId job = order(2, false);
    failFrom(1);

    settle(claim(me));
    assertThat(column(job, "status || ' ' || failures")).isEqualTo("PENDING 1");

    platform.sql("update jobs.jobs set run_at = now(), ready = true where id = '" + job + "'");
    settle(claim(me));
    assertThat(column(job, "status || ' ' || failures")).isEqualTo("FAILED 2");
    assertThat(accounts(job, "count(*)")).isEqualTo("0");
    rules.change(
        admin(),
        new ProvisioningSettings.Changes(Optional.empty(), Optional.of(3), Optional.empty()));
  }

  @Test
  void noMoreJobsRunAtOnceThanTheSettingsSay() {
    desk.orderOneByOne(admin(), 4, Urgency.NORMAL);

    assertThat(worker.claim(me, 10, 0)).hasSize(1);
    workers(3);
    assertThat(worker.claim(me, 10, 0)).hasSize(2);
    workers(1);
    assertThat(worker.claim(me, 10, 0)).isEmpty();
  }

  @Test
  void dashboardsAreToldOfEachAccount() {
    List<Bulletin> told = new CopyOnWriteArrayList<>();
    JobNews.Listener dashboard =
        new JobNews.Listener() {
          @Override
          public void announced(Bulletin bulletin) {
            told.add(bulletin);
          }
        };
    platform.bean(JobNews.class).listen(dashboard);
    JobId job = order(2, true);

    runAccounts();
    platform.bean(JobNews.class).ignore(dashboard);

    assertThat(told)
        .hasSize(2)
        .allSatisfy(bulletin -> {
          assertThat(bulletin.type()).isEqualTo("account_created");
          assertThat(bulletin.owner()).isEmpty();
          assertThat(bulletin.body())
              .containsEntry("job_id", job.toString())
              .containsKeys("account_id", "data");
        });
  }

  @Test
  void aCancelledJobEndsBetweenTwoAccounts() {
    JobId job = order(3, false);
    JobRun run = claim(me);
    run.end(Ending.CANCELLED);

    settle(run);

    assertThat(column(job, "status")).isEqualTo("CANCELLED");
    assertThat(accounts(job, "count(*)")).isEqualTo("0");
  }

  @Test
  void oneByOneEachAccountHasAJobOfItsOwn() {
    assertThat(desk.orderOneByOne(admin(), 5, Urgency.HIGH)).hasSize(5).doesNotHaveDuplicates();

    assertThat(platform.query("select count(*) from jobs.jobs where priority = 2 and count = 1"))
        .isEqualTo("5");
  }

  private JobId order(int count, boolean verification) {
    return desk.order(admin(), new ProvisioningOrder(count, Urgency.LOW, verification)).job();
  }

  private void workers(int count) {
    rules.change(
        admin(),
        new ProvisioningSettings.Changes(Optional.of(count), Optional.empty(), Optional.empty()));
    // Sooner than the second after which it would look by itself.
    platform.bean(Pace.class).databaseArrived();
  }

  private Caller admin() {
    return platform.administrator();
  }

  /** Letters wait in the same queue; they are brief, and nobody takes them here. */
  private JobRun claim(WorkerId by) {
    return worker.claim(by, 1, 0).getFirst();
  }

  private void runAccounts() {
    settle(claim(me));
  }

  private void settle(JobRun run) {
    assertThat(worker.settle(me, List.of(worker.handle(run)))).containsExactly(run.id());
  }

  private WorkerId join(Duration lease) {
    WorkerId id = new WorkerId(UUID.randomUUID());
    shifts.join(id, "test", lease);
    return id;
  }

  /** From this item on, the database refuses accounts. */
  private void failFrom(int item) {
    platform.sql(
        """
        create or replace function accounts.trouble() returns trigger language plpgsql as
        $$ begin raise exception 'no room'; end $$
        """);
    platform.sql(
        """
        create trigger trouble before update on accounts.accounts for each row
        when (new.item >= %d) execute function accounts.trouble()
        """
            .formatted(item));
  }

  private String column(JobId job, String expression) {
    return platform.query("select %s from jobs.jobs where id = '%s'".formatted(expression, job));
  }

  private String accounts(JobId job, String expression) {
    return platform.query(
        "select %s from accounts.account_list where job_id = '%s'".formatted(expression, job));
  }

  private String invitations(JobId job) {
    return platform.query(
        """
        select count(*) from accounts.invitations i join accounts.accounts a on a.user_id = i.user_id
        where a.job_id = '%s'
        """
            .formatted(job));
  }
}
