package dev.stackyn.accounts.domain;

import dev.stackyn.identity.domain.Grant;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.domain.Passwords;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.Visitor;
import jakarta.inject.Singleton;

/** Lets invited people set the password of their account. Takes long: never in a transaction. */
@Singleton
public class Acceptance {
  private final Invitations invitations;
  private final Passwords passwords;
  private final Redemption redemption;

  public Acceptance(Invitations invitations, Passwords passwords, Redemption redemption) {
    this.invitations = invitations;
    this.passwords = passwords;
    this.redemption = redemption;
  }

  public User accept(InvitationToken token, Password password) {
    return redemption.redeem(token, hash(token, password));
  }

  /** Signs in with it, too. */
  public Grant acceptAndSignIn(InvitationToken token, Password password, Visitor visitor) {
    return redemption.redeemAndBegin(token, hash(token, password), visitor);
  }

  /** Whoever guesses does not get this much work done. */
  private PasswordHash hash(InvitationToken token, Password password) {
    if (!invitations.isGood(token)) {
      throw Invitations.refusal();
    }
    return passwords.hash(password);
  }
}
