package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.PassSigner;
import dev.stackyn.kernel.Ids;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Passes for browsers, which cannot, or should not, send an access token along. A pass names a
 * session and ends with it: what revokes the session revokes its passes.
 */
@Singleton
public class Passes {
  public static final Duration COOKIE = Grants.SESSION;
  public static final Duration TICKET = Duration.ofSeconds(30);

  private final PassSigner signer;
  private final Ids ids;
  private final Clock clock;
  private final Map<UUID, Instant> spent = new HashMap<>();

  public Passes(PassSigner signer, Ids ids, Clock clock) {
    this.signer = signer;
    this.ids = ids;
    this.clock = clock;
  }

  /** Good as long as the session, which nothing prolongs: whoever holds it has no other token. */
  public Secret cookie(Grant grant) {
    return sign(grant.session(), Door.COOKIE, COOKIE);
  }

  /** Good once, and soon. */
  public Secret ticket(SessionId session) {
    return sign(session, Door.WEB_SOCKET, TICKET);
  }

  Optional<SessionId> cookieHolder(Secret cookie) {
    return signer.read(cookie.reveal(), Door.COOKIE).map(Pass::session);
  }

  /** Spends it: the second time it is nothing. */
  Optional<SessionId> ticketHolder(Secret ticket) {
    return signer.read(ticket.reveal(), Door.WEB_SOCKET).filter(this::spend).map(Pass::session);
  }

  /** What has expired is refused by itself and need not be remembered. */
  private boolean spend(Pass ticket) {
    Instant now = clock.instant();
    synchronized (spent) {
      spent.values().removeIf(expiresAt -> !now.isBefore(expiresAt));
      return spent.put(ticket.id(), ticket.expiresAt()) == null;
    }
  }

  private Secret sign(SessionId session, Door door, Duration goodFor) {
    return signer.sign(new Pass(ids.next(), session, door, clock.instant().plus(goodFor)));
  }
}
