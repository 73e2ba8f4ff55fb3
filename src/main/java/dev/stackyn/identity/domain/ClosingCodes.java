package dev.stackyn.identity.domain;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/** Uses up the code that confirms the closing of an account. */
@Singleton
public class ClosingCodes {
  private final OneTimeCodes codes;

  public ClosingCodes(OneTimeCodes codes) {
    this.codes = codes;
  }

  /** False when it is not right; that try was counted. */
  @Transactional
  public boolean redeem(Email email, OneTimeCode code) {
    return codes.burn(codes.check(email, CodePurpose.SIGN_IN, code));
  }
}
