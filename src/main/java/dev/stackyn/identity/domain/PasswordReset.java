package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Sets a new password for whoever reads the account's mail. */
@Singleton
public class PasswordReset {
  private final OneTimeCodes codes;
  private final UserStore users;
  private final PasswordChange passwordChange;

  public PasswordReset(OneTimeCodes codes, UserStore users, PasswordChange passwordChange) {
    this.codes = codes;
    this.users = users;
    this.passwordChange = passwordChange;
  }

  /**
   * Why not, or nothing when it is done. A value and not an exception: a wrong code was counted,
   * and that has to be committed.
   */
  @Transactional
  public Optional<Refusal> reset(Email email, OneTimeCode code, PasswordHash hash) {
    OneTimeCodes.Check check = codes.check(email, CodePurpose.RESET, code);
    if (!check.isRight()) {
      return Optional.of(check.refusal());
    }
    Optional<User> user = users.byEmail(email).filter(known -> !known.isSuspended());
    if (user.isEmpty() || !codes.burn(check)) {
      return Optional.of(OneTimeCodes.Check.none());
    }
    passwordChange.change(user.get().id(), hash, Optional.empty());
    return Optional.empty();
  }
}
