package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.USERS;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Profile;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.User.Dates;
import dev.stackyn.identity.domain.User.Standing;
import dev.stackyn.identity.domain.UserList;
import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.jooq.identity.tables.records.UsersRecord;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

@Singleton
final class PostgresUserStore implements UserStore {
  private final DSLContext database;

  PostgresUserStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public boolean add(User user) {
    UsersRecord row = row(user);
    row.setId(user.id().value());
    row.setEmail(user.email().value());
    row.setCreatedAt(user.dates().createdAt());
    return database.insertInto(USERS).set(row).onConflict(USERS.EMAIL).doNothing().execute() == 1;
  }

  @Override
  public Optional<User> find(UserId id) {
    return database.fetchOptional(USERS, USERS.ID.eq(id.value())).map(PostgresUserStore::user);
  }

  @Override
  public Optional<User> lock(UserId id) {
    return database
        .selectFrom(USERS)
        .where(USERS.ID.eq(id.value()))
        .forUpdate()
        .fetchOptional(PostgresUserStore::user);
  }

  @Override
  public Optional<User> byEmail(Email email) {
    return database
        .fetchOptional(USERS, USERS.EMAIL.eq(email.value()))
        .map(PostgresUserStore::user);
  }

  @Override
  public UserList list(String search, int limit, int offset) {
    Condition wanted =
        search.isEmpty() ? DSL.noCondition() : USERS.EMAIL.containsIgnoreCase(search);
    return new UserList(
        database
            .selectFrom(USERS)
            .where(wanted)
            .orderBy(USERS.CREATED_AT.desc(), USERS.ID.desc())
            .limit(limit)
            .offset(offset)
            .fetch(PostgresUserStore::user),
        database.fetchCount(USERS, wanted));
  }

  @Override
  public void save(User user) {
    database.update(USERS).set(row(user)).where(USERS.ID.eq(user.id().value())).execute();
  }

  @Override
  public boolean remove(UserId id) {
    return database.deleteFrom(USERS).where(USERS.ID.eq(id.value())).execute() == 1;
  }

  @Override
  public Set<UserId> lockAdmins() {
    return Set.copyOf(
        database
            .select(USERS.ID)
            .from(USERS)
            .where(USERS.ROLE.eq(Role.ADMIN.name()), USERS.SUSPENDED_AT.isNull())
            .orderBy(USERS.ID)
            .forUpdate()
            .fetch(row -> new UserId(row.value1())));
  }

  /** What may change about a user; the rest is written once. */
  private static UsersRecord row(User user) {
    UsersRecord row = new UsersRecord();
    row.setFullName(user.profile().fullName().orElse(null));
    row.setCompanyName(user.profile().companyName().orElse(null));
    row.setRole(user.standing().role().name());
    row.setEmailVerified(user.standing().emailVerified());
    row.setTokenVersion(user.standing().tokenVersion());
    row.setSuspendedAt(user.standing().suspendedAt().orElse(null));
    row.setUpdatedAt(user.dates().updatedAt());
    return row;
  }

  private static User user(UsersRecord row) {
    return new User(
        new UserId(row.getId()),
        new Email(row.getEmail()),
        new Profile(
            Optional.ofNullable(row.getFullName()), Optional.ofNullable(row.getCompanyName())),
        new Standing(
            Role.valueOf(row.getRole()),
            row.getEmailVerified(),
            row.getTokenVersion(),
            Optional.ofNullable(row.getSuspendedAt())),
        new Dates(row.getCreatedAt(), row.getUpdatedAt()));
  }
}
