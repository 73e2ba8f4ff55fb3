package dev.stackyn.accounts.adapters.postgres;

import static dev.stackyn.jooq.accounts.Tables.INVITATIONS;

import dev.stackyn.accounts.domain.Invitation;
import dev.stackyn.accounts.ports.InvitationStore;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;

@Singleton
final class PostgresInvitationStore implements InvitationStore {
  private final DSLContext database;

  PostgresInvitationStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(Invitation invitation, Instant now) {
    database
        .insertInto(INVITATIONS)
        .set(INVITATIONS.HASH, invitation.hash().bytes())
        .set(INVITATIONS.USER_ID, invitation.user().value())
        .set(INVITATIONS.CREATED_AT, now)
        .set(INVITATIONS.EXPIRES_AT, invitation.expiresAt())
        .execute();
  }

  @Override
  public Optional<Invitation> find(Hash hash) {
    return database
        .fetchOptional(INVITATIONS, INVITATIONS.HASH.eq(hash.bytes()))
        .map(row ->
            new Invitation(
                Hash.of(row.getHash()),
                new UserId(row.getUserId()),
                row.getExpiresAt(),
                row.getUsedAt() != null));
  }

  @Override
  public boolean use(Hash hash, Instant now) {
    return database
            .update(INVITATIONS)
            .set(INVITATIONS.USED_AT, now)
            .where(INVITATIONS.HASH.eq(hash.bytes()), INVITATIONS.USED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public void removeExpiredBefore(Instant then) {
    database.deleteFrom(INVITATIONS).where(INVITATIONS.EXPIRES_AT.lt(then)).execute();
  }
}
