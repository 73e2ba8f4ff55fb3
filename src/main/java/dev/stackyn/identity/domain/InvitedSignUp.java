package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;

/**
 * Lets in whoever was added by somebody else and has just shown that he reads the mail that goes to
 * his address. That it was shown is for the context to say which sent the mail.
 */
@Singleton
public class InvitedSignUp {
  private final UserStore users;
  private final PasswordChange passwordChange;
  private final SecondFactor secondFactor;
  private final Admission admission;
  private final Clock clock;

  public InvitedSignUp(
      UserStore users,
      PasswordChange passwordChange,
      SecondFactor secondFactor,
      Admission admission,
      Clock clock) {
    this.users = users;
    this.passwordChange = passwordChange;
    this.secondFactor = secondFactor;
    this.admission = admission;
    this.clock = clock;
  }

  /**
   * His e-mail is verified from now on, and this is his password.
   *
   * @throws Refusal when he must not come in, or has a second factor by now: he found another way
   *     in, and mail alone does not lead around it
   */
  @Transactional
  public User complete(UserId id, PasswordHash password) {
    User user =
        users
            .lock(id)
            .filter(known -> !known.isSuspended())
            .orElseThrow(() ->
                Refusal.of(ErrorCode.FORBIDDEN, "This account cannot be used at the moment."));
    secondFactor
        .refusal(id, Optional.empty())
        .ifPresent((Refusal reason) -> {
          throw reason;
        });
    users.save(user.verified(clock.instant()));
    passwordChange.change(id, password, Optional.empty());
    return users.find(id).orElseThrow();
  }

  /** Begins a session for somebody who has just completed it. */
  @Transactional
  public Grant begin(User user, Visitor visitor) {
    return admission.admit(user, Optional.empty(), visitor);
  }
}
