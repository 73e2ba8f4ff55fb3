package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.AccessTokens;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds out who is behind what a request carries. */
@Singleton
public class Credentials {
  private final AccessTokens accessTokens;
  private final Sessions sessions;
  private final ApiTokens apiTokens;
  private final Passes passes;
  private final CredentialCache cache;

  public Credentials(
      AccessTokens accessTokens,
      Sessions sessions,
      ApiTokens apiTokens,
      Passes passes,
      CredentialCache cache) {
    this.accessTokens = accessTokens;
    this.sessions = sessions;
    this.apiTokens = apiTokens;
    this.passes = passes;
    this.cache = cache;
  }

  /** Nothing unless the token is ours and still good; why it is not is nobody's business. */
  public Optional<Caller> check(Secret bearer) {
    Hash hash = Hash.ofLong(bearer);
    return cache
        .find(
            key(hash),
            () ->
                bearer.reveal().startsWith(ApiToken.PREFIX)
                    ? apiTokens.known(hash)
                    : accessToken(bearer))
        .map(KnownCredential::caller);
  }

  /** What {@link #check} says of a good token, unless that has to be found out first. */
  public Optional<Caller> remembered(Secret bearer) {
    return cache.remembered(key(Hash.ofLong(bearer))).map(KnownCredential::caller);
  }

  /** Whether the session that somebody came with is still good; who he is by now. */
  public Optional<Caller> checkAgain(Caller caller) {
    return caller
        .session()
        .flatMap(this::known)
        .map(KnownCredential::caller)
        .filter(now -> now.id().equals(caller.id()));
  }

  public Optional<Caller> checkCookie(Secret cookie) {
    return passes.cookieHolder(cookie).flatMap(this::known).map(KnownCredential::caller);
  }

  /** Spends it. */
  public Optional<Caller> checkTicket(Secret ticket) {
    return passes.ticketHolder(ticket).flatMap(this::known).map(KnownCredential::caller);
  }

  /** Asks for the session itself: what is remembered of it would be remembered twice as long. */
  private Optional<KnownCredential> accessToken(Secret bearer) {
    return accessTokens
        .read(bearer.reveal())
        .flatMap(claims ->
            sessions
                .known(claims.session())
                .filter(known -> known.caller().id().equals(claims.user()))
                .filter(known -> claims.tokenVersion() <= known.tokenVersion()));
  }

  private Optional<KnownCredential> known(SessionId session) {
    return cache.find("session " + session, () -> sessions.known(session));
  }

  private static String key(Hash bearer) {
    return "bearer " + bearer.hex();
  }
}
