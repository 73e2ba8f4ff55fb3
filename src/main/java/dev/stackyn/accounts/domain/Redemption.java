package dev.stackyn.accounts.domain;

import dev.stackyn.accounts.ports.InvitationStore;
import dev.stackyn.identity.domain.Grant;
import dev.stackyn.identity.domain.InvitedSignUp;
import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.domain.User;
import dev.stackyn.identity.domain.Visitor;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Exchanges an invitation for a password, once. */
@Singleton
public class Redemption {
  private final InvitationStore store;
  private final InvitedSignUp signUp;
  private final AuditLog audit;
  private final Clock clock;

  public Redemption(InvitationStore store, InvitedSignUp signUp, AuditLog audit, Clock clock) {
    this.store = store;
    this.signUp = signUp;
    this.audit = audit;
    this.clock = clock;
  }

  /** What it throws leaves the invitation as it was. */
  @Transactional
  User redeem(InvitationToken token, PasswordHash password) {
    Instant now = clock.instant();
    Invitation invitation =
        store
            .find(token.hash())
            .filter(found -> found.isGood(now))
            .filter(found -> store.use(found.hash(), now))
            .orElseThrow(Invitations::refusal);
    String user = invitation.user().toString();
    audit.record(user, "account.invitation_used", user, Map.of());
    return signUp.complete(invitation.user(), password);
  }

  @Transactional
  Grant redeemAndBegin(InvitationToken token, PasswordHash password, Visitor visitor) {
    return signUp.begin(redeem(token, password), visitor);
  }
}
