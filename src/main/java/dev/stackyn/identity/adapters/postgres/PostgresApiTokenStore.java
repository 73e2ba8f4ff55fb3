package dev.stackyn.identity.adapters.postgres;

import static dev.stackyn.jooq.identity.Tables.API_TOKENS;
import static dev.stackyn.jooq.identity.Tables.USERS;

import dev.stackyn.identity.domain.ApiToken;
import dev.stackyn.identity.domain.Caller;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.KnownCredential;
import dev.stackyn.identity.domain.Role;
import dev.stackyn.identity.ports.ApiTokenStore;
import dev.stackyn.jooq.identity.tables.records.ApiTokensRecord;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

@Singleton
final class PostgresApiTokenStore implements ApiTokenStore {
  private static final Duration USE_NOTED = Duration.ofMinutes(1);

  private final DSLContext database;

  PostgresApiTokenStore(DSLContext database) {
    this.database = database;
  }

  @Override
  public void add(ApiToken token, Hash hash) {
    database
        .insertInto(API_TOKENS)
        .set(API_TOKENS.ID, token.id())
        .set(API_TOKENS.USER_ID, token.user().value())
        .set(API_TOKENS.NAME, token.name())
        .set(API_TOKENS.HASH, hash.bytes())
        .set(
            API_TOKENS.SCOPES,
            token.scopes().stream().sorted().map(Scope::name).toArray(String[]::new))
        .set(API_TOKENS.CREATED_AT, token.life().createdAt())
        .set(API_TOKENS.EXPIRES_AT, token.life().expiresAt().orElse(null))
        .execute();
  }

  @Override
  public List<ApiToken> ofUser(UserId user) {
    return database
        .selectFrom(API_TOKENS)
        .where(API_TOKENS.USER_ID.eq(user.value()), API_TOKENS.REVOKED_AT.isNull())
        .orderBy(API_TOKENS.CREATED_AT.desc(), API_TOKENS.ID.desc())
        .fetch(PostgresApiTokenStore::token);
  }

  @Override
  public boolean revoke(UUID id, UserId user, Instant now) {
    return database
            .update(API_TOKENS)
            .set(API_TOKENS.REVOKED_AT, now)
            .where(
                API_TOKENS.ID.eq(id),
                API_TOKENS.USER_ID.eq(user.value()),
                API_TOKENS.REVOKED_AT.isNull())
            .execute()
        == 1;
  }

  @Override
  public Optional<KnownCredential> known(Hash hash, Instant now) {
    noteUse(hash, now);
    return database
        .select(USERS.ID, USERS.EMAIL, USERS.ROLE, API_TOKENS.SCOPES)
        .from(API_TOKENS)
        .join(USERS)
        .on(USERS.ID.eq(API_TOKENS.USER_ID))
        .where(
            API_TOKENS.HASH.eq(hash.bytes()),
            API_TOKENS.REVOKED_AT.isNull(),
            API_TOKENS.EXPIRES_AT.isNull().or(API_TOKENS.EXPIRES_AT.gt(now)),
            USERS.SUSPENDED_AT.isNull())
        .fetchOptional(row ->
            new KnownCredential(
                new Caller(
                    new UserId(row.value1()),
                    new Email(row.value2()),
                    Role.valueOf(row.value3()),
                    scopes(row.value4()),
                    Optional.empty()),
                0));
  }

  private void noteUse(Hash hash, Instant now) {
    database
        .update(API_TOKENS)
        .set(API_TOKENS.LAST_USED_AT, now)
        .where(
            API_TOKENS.HASH.eq(hash.bytes()),
            API_TOKENS.REVOKED_AT.isNull(),
            API_TOKENS.LAST_USED_AT.isNull().or(API_TOKENS.LAST_USED_AT.lt(now.minus(USE_NOTED))))
        .execute();
  }

  private static ApiToken token(ApiTokensRecord row) {
    return new ApiToken(
        row.getId(),
        new UserId(row.getUserId()),
        row.getName(),
        scopes(row.getScopes()),
        new ApiToken.Life(
            row.getCreatedAt(),
            Optional.ofNullable(row.getExpiresAt()),
            Optional.ofNullable(row.getLastUsedAt())));
  }

  private static Set<Scope> scopes(String[] column) {
    return Arrays.stream(column).map(Scope::valueOf).collect(Collectors.toUnmodifiableSet());
  }
}
