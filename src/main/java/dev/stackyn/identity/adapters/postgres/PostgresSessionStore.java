package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.REFRESH_TOKENS;
import static dev.stackyn.jooq.identity.Tables.SESSIONS;
import static dev.stackyn.jooq.identity.Tables.USERS;

import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.KnownCredential;
import dev.stackyn.identity.domain.RefreshToken;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.domain.Session;
import dev.stackyn.identity.domain.SessionId;
import dev.stackyn.identity.domain.Visitor;
import dev.stackyn.identity.ports.SessionStore;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

@Singleton
final class PostgresSessionStore implements SessionStore {
  private static final int MOST = 100;

  private final DSLContext database;

  PostgresSessionStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(Session session) {
    makeRoom(session.user());
    database
        .insertInto(SESSIONS)
        .set(SESSIONS.ID, session.id().value())
        .set(SESSIONS.USER_ID, session.user().value())
        .set(SESSIONS.TOKEN_VERSION, session.tokenVersion())
        .set(SESSIONS.ADDRESS, session.visitor().address())
        .set(SESSIONS.AGENT, session.visitor().agent())
        .set(SESSIONS.CREATED_AT, session.life().createdAt())
        .set(SESSIONS.LAST_USED_AT, session.life().lastUsedAt())
        .set(SESSIONS.EXPIRES_AT, session.life().expiresAt())
        .execute();
  }

  @Override
  public Optional<KnownCredential> known(SessionId id, Instant now) {
    return database
        .select(USERS.ID, USERS.EMAIL, USERS.ROLE, SESSIONS.TOKEN_VERSION)
        .from(SESSIONS)
        .join(USERS)
        .on(USERS.ID.eq(SESSIONS.USER_ID))
        .where(SESSIONS.ID.eq(id.value()), good(now), USERS.SUSPENDED_AT.isNull())
        .fetchOptional(row ->
            new KnownCredential(
                new Caller(
                    new UserId(row.value1()),
                    new Email(row.value2()),
                    Role.valueOf(row.value3()),
                    EnumSet.allOf(Scope.class),
                    Optional.of(id)),
                row.value4()));
  }

  @Override
  public List<Session> ofUser(UserId user, Instant now) {
    return database
        .select(SESSIONS.fields())
        .from(SESSIONS)
        .join(USERS)
        .on(USERS.ID.eq(SESSIONS.USER_ID))
        .where(SESSIONS.USER_ID.eq(user.value()), good(now))
        .orderBy(SESSIONS.CREATED_AT.desc(), SESSIONS.ID.desc())
        .fetch(PostgresSessionStore::session);
  }

  @Override
  public boolean revoke(SessionId id, UserId user, Instant now) {
    return database
            .update(SESSIONS)
            .set(SESSIONS.REVOKED_AT, now)
            .where(
                SESSIONS.ID.eq(id.value()),
                SESSIONS.USER_ID.eq(user.value()),
                SESSIONS.REVOKED_AT.isNull(),
                SESSIONS.EXPIRES_AT.gt(now))
            .execute()
        == 1;
  }

  @Override
  public void carryAlong(SessionId id, int tokenVersion) {
    database
        .update(SESSIONS)
        .set(SESSIONS.TOKEN_VERSION, tokenVersion)
        .where(SESSIONS.ID.eq(id.value()))
        .execute();
  }

  @Override
  public void addRefresh(RefreshToken token) {
    database
        .deleteFrom(REFRESH_TOKENS)
        .where(
            REFRESH_TOKENS.SESSION_ID.eq(token.session().value()),
            REFRESH_TOKENS.EXPIRES_AT.lt(DSL.currentInstant()))
        .execute();
    database
        .insertInto(REFRESH_TOKENS)
        .set(REFRESH_TOKENS.HASH, token.hash().bytes())
        .set(REFRESH_TOKENS.SESSION_ID, token.session().value())
        .set(REFRESH_TOKENS.EXPIRES_AT, token.expiresAt())
        .execute();
  }

  @Override
  public Optional<RefreshToken> lockRefresh(Hash hash) {
    return database
        .selectFrom(REFRESH_TOKENS)
        .where(REFRESH_TOKENS.HASH.eq(hash.bytes()))
        .forUpdate()
        .fetchOptional(row ->
            new RefreshToken(
                hash,
                new SessionId(row.getSessionId()),
                row.getExpiresAt(),
                Optional.ofNullable(row.getUsedAt())));
  }

  @Override
  public void removeExpiredBefore(Instant then) {
    database.deleteFrom(SESSIONS).where(SESSIONS.EXPIRES_AT.lt(then)).execute();
  }

  @Override
  public void spendRefresh(RefreshToken token, Instant now, Instant expires) {
    database
        .update(REFRESH_TOKENS)
        .set(REFRESH_TOKENS.USED_AT, now)
        .where(REFRESH_TOKENS.HASH.eq(token.hash().bytes()))
        .execute();
    database
        .update(SESSIONS)
        .set(SESSIONS.LAST_USED_AT, now)
        .set(SESSIONS.EXPIRES_AT, expires)
        .where(SESSIONS.ID.eq(token.session().value()))
        .execute();
  }

  /** Whoever signs in again and again without ever signing out keeps the last ones. */
  private void makeRoom(UserId user) {
    database
        .deleteFrom(SESSIONS)
        .where(
            SESSIONS.USER_ID.eq(user.value()),
            SESSIONS.ID.notIn(
                DSL.select(SESSIONS.ID)
                    .from(SESSIONS)
                    .where(SESSIONS.USER_ID.eq(user.value()))
                    .orderBy(SESSIONS.CREATED_AT.desc(), SESSIONS.ID.desc())
                    .limit(MOST - 1)))
        .execute();
  }

  private static Condition good(Instant now) {
    return SESSIONS
        .REVOKED_AT
        .isNull()
        .and(SESSIONS.EXPIRES_AT.gt(now))
        .and(SESSIONS.TOKEN_VERSION.eq(USERS.TOKEN_VERSION));
  }

  private static Session session(Record row) {
    return new Session(
        new SessionId(row.get(SESSIONS.ID)),
        new UserId(row.get(SESSIONS.USER_ID)),
        row.get(SESSIONS.TOKEN_VERSION),
        new Visitor(row.get(SESSIONS.ADDRESS), row.get(SESSIONS.AGENT)),
        new Session.Life(
            row.get(SESSIONS.CREATED_AT),
            row.get(SESSIONS.LAST_USED_AT),
            row.get(SESSIONS.EXPIRES_AT)));
  }
}
