package dev.stackyn.deployments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.deployments.domain.BuildQueue.Standing;
import dev.stackyn.deployments.domain.BuildQueue.Terms;
import dev.stackyn.deployments.domain.BuildTicket.Share;
import dev.stackyn.kernel.DeploymentId;
import dev.stackyn.kernel.UserId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may build, wherever the tickets are kept. */
public abstract class BuildQueueContract {
  private static final UserId ADA = new UserId(new UUID(0, 1));
  private static final UserId BOB = new UserId(new UUID(0, 2));
  private static final UserId CAROL = new UserId(new UUID(0, 3));
  private static final Share MANY = new Share(9, false);
  private static final Share FIRST = new Share(9, true);
  private static final Share ONE_AT_A_TIME = new Share(1, false);

  private Terms one;
  private Terms two;

  @BeforeEach
  void comeToAnEngineThatNobodyUses() {
    one = terms(1, Duration.ofMinutes(1));
    two = terms(2, Duration.ofMinutes(1));
  }

  protected abstract BuildQueue queue();

  /** A deployment that is being built, newer than those before. */
  protected abstract DeploymentId deployment(UserId owner);

  /** Where people read that it stands, and why. */
  protected abstract String shown(DeploymentId deployment);

  private static Terms terms(int most, Duration lease) {
    return new Terms("engine " + UUID.randomUUID(), most, lease);
  }

  private BuildTicket ticket(UserId owner) {
    return ticket(owner, MANY);
  }

  private BuildTicket ticket(UserId owner, Share share) {
    return new BuildTicket(deployment(owner), owner, UUID.randomUUID(), false, share);
  }

  private Standing look(Terms terms, BuildTicket ticket) {
    return queue().look(terms, List.of(ticket)).getOrDefault(ticket.holder(), Standing.GONE);
  }

  @Test
  void asManyBuildAsMayAndTheRestWaitInTheOrderTheyWereAskedFor() {
    BuildTicket first = ticket(ADA);
    BuildTicket second = ticket(ADA);
    BuildTicket third = ticket(ADA);

    assertThat(queue().enter(one, first).builds()).isTrue();
    assertThat(queue().enter(one, third).place()).isEqualTo(1);
    assertThat(queue().enter(one, second).place()).isEqualTo(1);
    assertThat(look(one, third).place()).isEqualTo(2);
    assertThat(shown(third.deployment())).isEqualTo("2: a build runs, and no other may beside it");

    queue().leave(first);
    assertThat(look(one, third).waits()).isTrue();
    assertThat(look(one, second).builds()).isTrue();
    queue().leave(second);
    assertThat(look(one, third).builds()).isTrue();
  }

  @Test
  void whoHasTheFewestBuildsRunningComesFirst() {
    BuildTicket adas = ticket(ADA);
    queue().enter(two, adas);
    BuildTicket adasSecond = ticket(ADA);
    queue().enter(two, adasSecond);
    BuildTicket adasThird = ticket(ADA);
    BuildTicket bobs = ticket(BOB);

    assertThat(queue().enter(two, adasThird).place()).isEqualTo(1);
    assertThat(queue().enter(two, bobs).place()).isEqualTo(1);
    assertThat(look(two, adasThird).place()).isEqualTo(2);

    queue().leave(adas);
    assertThat(look(two, adasThird).waits()).isTrue();
    assertThat(look(two, bobs).builds()).isTrue();
  }

  @Test
  void aPlanMayPutItsOwnersBeforeOthersWhoHaveAsManyBuilds() {
    queue().enter(one, ticket(ADA));
    BuildTicket bobs = ticket(BOB);
    BuildTicket carols = ticket(CAROL, FIRST);
    BuildTicket carolsSecond = ticket(CAROL, FIRST);
    queue().enter(one, bobs);
    queue().enter(one, carols);
    queue().enter(one, carolsSecond);

    assertThat(look(one, carols).place()).isEqualTo(1);
    assertThat(look(one, bobs).place()).isEqualTo(2);
    assertThat(look(one, carolsSecond).place()).isEqualTo(3);
  }

  @Test
  void nobodyHasMoreBuildsAtOnceThanHisPlanAllowsWhateverIsFree() {
    BuildTicket first = ticket(ADA, ONE_AT_A_TIME);
    BuildTicket second = ticket(ADA, ONE_AT_A_TIME);
    queue().enter(two, first);

    Standing standing = queue().enter(two, second);
    assertThat(standing.place()).isEqualTo(1);
    assertThat(standing.reason()).isEqualTo("the plan has one build at a time");
    assertThat(shown(second.deployment())).isEqualTo("1: the plan has one build at a time");
    BuildTicket bobs = ticket(BOB);
    assertThat(queue().enter(two, bobs).builds()).isTrue();

    queue().leave(first);
    assertThat(look(two, second).builds()).isTrue();
  }

  @Test
  void whoHasLeftTheLineStandsInNobodysWay() {
    BuildTicket first = ticket(ADA);
    BuildTicket second = ticket(ADA);
    BuildTicket third = ticket(ADA);
    queue().enter(one, first);
    queue().enter(one, second);
    queue().enter(one, third);

    queue().leave(second);
    queue().leave(first);

    assertThat(look(one, third).builds()).isTrue();
  }

  @Test
  void aTicketThatNobodyRenewsFreesItsPlace() {
    Terms lapsing = new Terms(one.engine(), 1, Duration.ZERO);
    queue().enter(lapsing, ticket(ADA));
    BuildTicket next = ticket(BOB);

    assertThat(queue().enter(one, next).builds()).isTrue();
  }

  @Test
  void whoBuildsOnAfterItsTicketLapsedCountsAgain() {
    Terms lapsing = new Terms(one.engine(), 1, Duration.ZERO);
    BuildTicket slow = ticket(ADA);
    queue().enter(lapsing, slow);
    BuildTicket next = ticket(BOB);
    queue().enter(one, next);

    BuildTicket building = slow.granted();
    assertThat(look(one, building).builds()).isTrue();
    queue().leave(next);
    assertThat(queue().enter(one, ticket(BOB)).waits()).isTrue();
  }

  @Test
  void aLaterAttemptTakesTheTicketOver() {
    BuildTicket first = ticket(ADA);
    queue().enter(one, first);
    BuildTicket again = new BuildTicket(first.deployment(), ADA, UUID.randomUUID(), false, MANY);

    assertThat(queue().enter(one, again).builds()).isTrue();
    assertThat(look(one, first)).isEqualTo(Standing.GONE);
    queue().leave(first);
    assertThat(queue().enter(one, ticket(BOB)).waits()).isTrue();
  }

  @Test
  void oneEngineKnowsNothingOfAnother() {
    queue().enter(one, ticket(ADA));

    assertThat(queue().enter(terms(1, Duration.ofMinutes(1)), ticket(ADA)).builds()).isTrue();
  }
}
