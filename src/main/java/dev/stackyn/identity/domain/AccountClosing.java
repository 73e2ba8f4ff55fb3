package dev.stackyn.identity.domain;

import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Lets users go, once it is sure that it is the user himself who asks. */
@Singleton
public class AccountClosing {
  private final Passwords passwords;
  private final ClosingCodes codes;
  private final Users users;
  private final AttemptLimits limits;

  public AccountClosing(
      Passwords passwords, ClosingCodes codes, Users users, AttemptLimits limits) {
    this.passwords = passwords;
    this.codes = codes;
    this.users = users;
    this.limits = limits;
  }

  /** Takes long: never call it in a transaction. */
  public void close(Caller caller, Secret password) {
    limits.count(caller.email());
    // 400 and not 401: the web app takes a 401 for the end of the session.
    if (!passwords.matches(password, passwords.of(Optional.of(caller.id())))) {
      throw Refusal.of(ErrorCode.CONFIRMATION_FAILED, "The password is wrong.");
    }
    users.delete(caller, caller.id());
  }

  public void close(Caller caller, OneTimeCode code) {
    limits.count(caller.email());
    if (!codes.redeem(caller.email(), code)) {
      throw Refusal.of(ErrorCode.CONFIRMATION_FAILED, "Invalid or expired OTP");
    }
    users.delete(caller, caller.id());
  }
}
