package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.CHALLENGES;

import dev.stackyn.routing.domain.Challenge;
import dev.stackyn.routing.domain.Host;
import dev.stackyn.routing.ports.ChallengeStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;

@Singleton
final class PostgresChallengeStore implements ChallengeStore {
  private final DSLContext database;

  PostgresChallengeStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(Challenge challenge, Instant now) {
    database
        .insertInto(CHALLENGES)
        .set(CHALLENGES.NAME, challenge.host().value())
        .set(CHALLENGES.KIND, challenge.kind().name())
        .set(CHALLENGES.TOKEN, challenge.token())
        .set(CHALLENGES.ANSWER, challenge.answer())
        .set(CHALLENGES.MADE_AT, now)
        .onConflictDoNothing()
        .execute();
  }

  @Override
  public void remove(Challenge challenge) {
    database
        .deleteFrom(CHALLENGES)
        .where(
            CHALLENGES.NAME.eq(challenge.host().value()),
            CHALLENGES.KIND.eq(challenge.kind().name()),
            CHALLENGES.TOKEN.eq(challenge.token()))
        .execute();
  }

  @Override
  public boolean removeOlderThan(Instant moment) {
    return database.deleteFrom(CHALLENGES).where(CHALLENGES.MADE_AT.lt(moment)).execute() > 0;
  }

  @Override
  public List<Challenge> all() {
    return database
        .selectFrom(CHALLENGES)
        .orderBy(CHALLENGES.NAME, CHALLENGES.TOKEN)
        .fetch(row ->
            new Challenge(
                new Host(row.getName()),
                Challenge.Kind.valueOf(row.getKind()),
                row.getToken(),
                row.getAnswer()));
  }
}
