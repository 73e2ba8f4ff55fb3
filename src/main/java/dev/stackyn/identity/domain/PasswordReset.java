package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;

/** Sets a new password for whoever reads the account's mail. */
@Singleton
public class PasswordReset {
  private final ResetCodes codes;
  private final Passwords passwords;
  private final AttemptLimits limits;

  public PasswordReset(ResetCodes codes, Passwords passwords, AttemptLimits limits) {
    this.codes = codes;
    this.passwords = passwords;
    this.limits = limits;
  }

  /** Takes long: never call it in a transaction. */
  public void reset(Email email, OneTimeCode code, Password password) {
    limits.count(email);
    PasswordHash hash = passwords.hash(password);
    codes
        .redeem(email, code, hash)
        .ifPresent((Refusal reason) -> {
          throw reason;
        });
  }
}
