package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.UserStore;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;

/**
 * Sends one-time codes. The same is done and answered whether there is an account or not; only the
 * mailbox shows the difference.
 */
@Singleton
public class CodeLetters {
  private final OneTimeCodes codes;
  private final UserStore users;
  private final Postman postman;

  public CodeLetters(OneTimeCodes codes, UserStore users, Postman postman) {
    this.codes = codes;
    this.users = users;
    this.postman = postman;
  }

  /** A code to sign in with, or to sign up when there is no account yet. */
  @Transactional
  public void sendSignInCode(Email email, Visitor visitor) {
    OneTimeCode code = codes.issue(email, CodePurpose.SIGN_IN, visitor);
    postman.send(
        new Letter(email, "Your Stackyn code", text("Your code to sign in to Stackyn is", code)));
  }

  /** A code to set a new password with, if there is an account to set it for. */
  @Transactional
  public void sendResetCode(Email email, Visitor visitor) {
    OneTimeCode code = codes.issue(email, CodePurpose.RESET, visitor);
    if (users.byEmail(email).filter(user -> !user.isSuspended()).isPresent()) {
      postman.send(
          new Letter(
              email,
              "Your Stackyn password reset code",
              text("Your code to set a new Stackyn password is", code)));
    } else {
      postman.pretend();
    }
  }

  private static String text(String sentence, OneTimeCode code) {
    return sentence
        + ": "
        + code.digits()
        + "\n\nIt is good for "
        + OneTimeCodes.GOOD_FOR.toMinutes()
        + " minutes and can be used once.\nIf you did not ask for it, ignore this message.\n";
  }
}
