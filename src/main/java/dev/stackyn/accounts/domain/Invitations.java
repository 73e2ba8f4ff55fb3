package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.InvitationStore;
import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.domain.Postman;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Invites people to take over accounts that were made for them. */
@Singleton
public class Invitations {
  public static final String PATH = "/api/auth/invitations/";
  static final Duration GOOD_FOR = Duration.ofDays(7);
  private static final Duration KEPT = Duration.ofDays(30);

  private final InvitationStore store;
  private final Postman postman;
  private final AccountsSettings settings;
  private final RandomSource random;
  private final Clock clock;

  public Invitations(
      InvitationStore store,
      Postman postman,
      AccountsSettings settings,
      RandomSource random,
      Clock clock) {
    this.store = store;
    this.postman = postman;
    this.settings = settings;
    this.random = random;
    this.clock = clock;
  }

  /** The letter leaves once the present transaction has been committed. */
  @Transactional
  void send(User user) {
    InvitationToken token = InvitationToken.random(random);
    Instant now = clock.instant();
    store.add(new Invitation(token.hash(), user.id(), now.plus(GOOD_FOR), false), now);
    postman.send(new Letter(user.email(), "Your invitation to Stackyn", text(user, token)));
  }

  /** Whether it can be used now. Using it may fail still: somebody else may be quicker. */
  @Transactional
  public boolean isGood(InvitationToken token) {
    Instant now = clock.instant();
    return store.find(token.hash()).filter(invitation -> invitation.isGood(now)).isPresent();
  }

  /** Those that are long past leave no trace. */
  @Transactional
  public void clear() {
    store.removeExpiredBefore(clock.instant().minus(KEPT));
  }

  /** The same for what was used, has expired, or never was: nobody learns which. */
  public static Refusal refusal() {
    return Refusal.of(
        ErrorCode.INVITATION_INVALID,
        "This invitation is not good, or not any more. Ask for another one.");
  }

  private String text(User user, InvitationToken token) {
    return """
    There is a Stackyn account for you, under the address %s.

    Choose its password here:
    %s

    The link is good for %d days and can be used once.
    """
        .formatted(user.email(), settings.page(PATH + token.secret().reveal()), GOOD_FOR.toDays());
  }
}
