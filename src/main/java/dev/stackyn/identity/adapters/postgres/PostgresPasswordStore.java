package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.USERS;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.ports.PasswordStore;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jooq.DSLContext;

@Singleton
final class PostgresPasswordStore implements PasswordStore {
  private final DSLContext database;

  PostgresPasswordStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public Optional<PasswordHash> find(UserId user) {
    return database
        .select(USERS.PASSWORD_HASH)
        .from(USERS)
        .where(USERS.ID.eq(user.value()), USERS.PASSWORD_HASH.isNotNull())
        .fetchOptional(row -> new PasswordHash(row.value1()));
  }

  @Override
  public void set(UserId user, PasswordHash hash) {
    database
        .update(USERS)
        .set(USERS.PASSWORD_HASH, hash.value())
        .where(USERS.ID.eq(user.value()))
        .execute();
  }
}
