package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.ApiTokenStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Scope;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Credentials for programs. */
@Singleton
public class ApiTokens {
  static final int MOST = 100;
  private static final int LONGEST_DAYS = 3650;

  private final ApiTokenStore store;
  private final TokenMint mint;
  private final CredentialCache credentials;
  private final AuditLog audit;
  private final Clock clock;

  /** What somebody asks for. */
  public record Wish(String name, Set<Scope> scopes, Optional<Integer> days) {
    public Wish {
      if (days.filter(number -> number < 1 || number > LONGEST_DAYS).isPresent()) {
        throw Refusal.invalid("expires_in_days", "must be from 1 to " + LONGEST_DAYS);
      }
    }
  }

  /** A new token with its text, which is shown this once. */
  public record Made(ApiToken token, Secret text) {}

  public ApiTokens(
      ApiTokenStore store,
      TokenMint mint,
      CredentialCache credentials,
      AuditLog audit,
      Clock clock) {
    this.store = store;
    this.mint = mint;
    this.credentials = credentials;
    this.audit = audit;
    this.clock = clock;
  }

  @Transactional
  public Made create(Caller caller, Wish wish) {
    if (wish.scopes.contains(Scope.ADMIN) && !caller.isAdmin()) {
      throw Refusal.invalid("scopes", "only administrators may make tokens with admin");
    }
    if (store.ofUser(caller.id()).size() >= MOST) {
      throw Refusal.of(
          ErrorCode.TOO_MANY_TOKENS, "You have " + MOST + " tokens: revoke one first.");
    }
    Instant now = clock.instant();
    Secret text = new Secret(ApiToken.PREFIX + mint.random().reveal());
    ApiToken token =
        new ApiToken(
            mint.nextId(),
            caller.id(),
            wish.name.strip(),
            wish.scopes,
            new ApiToken.Life(
                now, wish.days.map(days -> now.plus(Duration.ofDays(days))), Optional.empty()));
    store.add(token, Hash.ofLong(text));
    audit.record(
        caller.actor(),
        "token.created",
        token.id().toString(),
        Map.of("name", token.name(), "scopes", token.scopes().toString()));
    return new Made(token, text);
  }

  @Transactional
  public List<ApiToken> of(Caller caller) {
    return store.ofUser(caller.id());
  }

  @Transactional
  public void revoke(Caller caller, UUID id) {
    if (!store.revoke(id, caller.id(), clock.instant())) {
      throw Refusal.of(ErrorCode.NOT_FOUND, "Token not found");
    }
    credentials.clear();
    audit.record(caller.actor(), "token.revoked", id.toString(), Map.of());
  }

  /** Who is behind a token that is still good. */
  @Transactional
  public Optional<KnownCredential> known(Hash hash) {
    return store.known(hash, clock.instant());
  }
}
