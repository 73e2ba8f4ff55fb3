package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Makes sure that it is the user himself who closes his account. */
@Singleton
public class AccountClosing {
  private final Passwords passwords;
  private final OneTimeCodes codes;

  public AccountClosing(Passwords passwords, OneTimeCodes codes) {
    this.passwords = passwords;
    this.codes = codes;
  }

  /** Takes long: never call it in a transaction. */
  public boolean isConfirmedBy(Caller caller, Secret password) {
    return passwords.matches(password, passwords.of(caller.id()));
  }

  /** Why not, or nothing when the code is right; it is used up then. */
  @Transactional
  public Optional<Refusal> refusal(Caller caller, OneTimeCode code) {
    OneTimeCodes.Check check = codes.check(caller.email(), CodePurpose.SIGN_IN, code);
    return check.isRight() && codes.burn(check) ? Optional.empty() : Optional.of(check.refusal());
  }
}
