package dev.stackyn.deployments.adapters.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.BuildQueue;
import dev.stackyn.deployments.domain.BuildQueue.Terms;
import dev.stackyn.deployments.domain.BuildQueueContract;
import dev.stackyn.deployments.domain.BuildTicket;
import dev.stackyn.deployments.domain.Deployment;
import dev.stackyn.deployments.domain.Deployments;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.Requester;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.AtOnce;
import dev.stackyn.testing.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresBuildQueueTest extends BuildQueueContract {
  private TestPlatform platform;

  /** One that does no jobs: nobody looks after the deployments that are made up here. */
  @BeforeAll
  void start() {
    platform = TestPlatform.start(Map.of("STACKYN_ROLE", "api")).untilReady();
  }

  @AfterAll
  void close() {
    platform.close();
  }

  @Override
  protected BuildQueue queue() {
    return platform.bean(BuildQueue.class);
  }

  @Override
  protected DeploymentId deployment(UserId owner) {
    String id =
        platform.query(
            """
            insert into deployments.deployments
              (app_id, owner_id, requested_by, trigger, status, phase, slug, spec)
            values ('%s', '%s', '%s', 'CREATE', 'BUILDING', 'PLAN', 'shop', '')
            returning id
            """
                .formatted(UUID.randomUUID(), owner, owner));
    return new DeploymentId(Long.parseLong(id));
  }

  @Override
  protected String shown(DeploymentId deployment) {
    Deployment found = found(deployment);
    return found.queued().map(one -> one.place() + ": " + one.reason()).orElse("nothing");
  }

  private Deployment found(DeploymentId deployment) {
    return platform
        .bean(Deployments.class)
        .find(new Requester(new UserId(new UUID(0, 0)), true), deployment);
  }

  @Test
  void pagesNoticeEveryStepForwardAndNothingElse() {
    Terms terms = terms(1);
    queue().enter(terms, ticket());
    BuildTicket second = ticket();
    queue().enter(terms, second);
    BuildTicket third = ticket();
    queue().enter(terms, third);
    Instant changed = found(third.deployment()).times().updated();

    queue().look(terms, List.of(third));
    assertThat(found(third.deployment()).times().updated()).isEqualTo(changed);

    queue().leave(second);
    queue().look(terms, List.of(third));
    assertThat(found(third.deployment()).times().updated()).isAfter(changed);
    assertThat(shown(third.deployment())).startsWith("1: ");
  }

  @Test
  void howeverManyComeAtOnceNoMoreBuildThanMay() {
    Terms terms = terms(3);
    Queue<BuildTicket> tickets = new ConcurrentLinkedQueue<>();
    IntStream.range(0, 20).forEach(_ -> tickets.add(ticket()));

    List<Boolean> builds = AtOnce.times(20, () -> queue().enter(terms, tickets.remove()).builds());

    assertThat(builds).filteredOn(granted -> granted).hasSize(3);
  }

  @Test
  void aTicketGoesWithItsApp() {
    Terms terms = terms(1);
    BuildTicket ticket = ticket();
    queue().enter(terms, ticket);

    platform.sql("delete from deployments.deployments where id = " + ticket.deployment());

    assertThat(queue().look(terms, List.of(ticket)))
        .containsEntry(ticket.holder(), BuildQueue.Standing.GONE);
  }

  private static Terms terms(int most) {
    return new Terms("engine " + UUID.randomUUID(), most, Duration.ofMinutes(1));
  }

  private BuildTicket ticket() {
    UserId owner = new UserId(UUID.randomUUID());
    return new BuildTicket(
        deployment(owner), owner, UUID.randomUUID(), false, new BuildTicket.Share(9, false));
  }
}
