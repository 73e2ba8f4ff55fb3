package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Exchanges a code for a new password. */
@Singleton
public class ResetCodes {
  private final OneTimeCodes codes;
  private final UserStore users;
  private final PasswordChange passwordChange;

  public ResetCodes(OneTimeCodes codes, UserStore users, PasswordChange passwordChange) {
    this.codes = codes;
    this.users = users;
    this.passwordChange = passwordChange;
  }

  /**
   * Why not, or nothing when it is done. A value and not an exception: a wrong code was counted,
   * and that has to be committed.
   */
  @Transactional
  public Optional<Refusal> redeem(Email email, OneTimeCode code, PasswordHash hash) {
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
