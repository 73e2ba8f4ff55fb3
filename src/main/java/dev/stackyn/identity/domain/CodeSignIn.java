package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.SignInOutcome.In;
import dev.stackyn.identity.domain.SignInOutcome.Out;
import dev.stackyn.identity.ports.UserStore;
import dev.stackyn.kernel.Refusal;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * Signs in with a one-time code. The code is used up by the very transaction that lets somebody in:
 * of two who show the same one, one gets in.
 */
@Singleton
public class CodeSignIn {
  private final OneTimeCodes codes;
  private final UserStore users;
  private final SignUps signUps;
  private final SecondFactor secondFactor;
  private final Admission admission;

  /** Who shows which code, with the second factor if he has one. */
  record Shown(Email email, OneTimeCode code, Optional<String> totp) {}

  public CodeSignIn(
      OneTimeCodes codes,
      UserStore users,
      SignUps signUps,
      SecondFactor secondFactor,
      Admission admission) {
    this.codes = codes;
    this.users = users;
    this.signUps = signUps;
    this.secondFactor = secondFactor;
    this.admission = admission;
  }

  /** Makes the user when there is none yet. */
  @Transactional
  SignInOutcome verify(Shown shown, Optional<PasswordHash> newPassword, Visitor visitor) {
    OneTimeCodes.Check check = codes.check(shown.email, CodePurpose.SIGN_IN, shown.code);
    if (!check.isRight()) {
      return new Out(check.refusal());
    }
    Optional<Refusal> refusal = refusal(users.byEmail(shown.email), shown);
    if (refusal.isPresent()) {
      return new Out(refusal.get());
    }
    if (!codes.burn(check)) {
      return new Out(OneTimeCodes.Check.none());
    }
    User user = signUps.findOrAdd(shown.email, Role.USER, true);
    return new In(admission.admit(user, newPassword, visitor));
  }

  /** Lets in only those who have an account. */
  @Transactional
  SignInOutcome signIn(Shown shown, Visitor visitor) {
    OneTimeCodes.Check check = codes.check(shown.email, CodePurpose.SIGN_IN, shown.code);
    if (!check.isRight()) {
      return new Out(
          check.verdict() == OneTimeCodes.Verdict.EXPIRED
              ? check.refusal()
              : SignIn.invalid("Invalid email or OTP"));
    }
    Optional<User> user = users.byEmail(shown.email);
    if (user.isEmpty()) {
      return new Out(SignIn.invalid("Invalid email or OTP"));
    }
    Optional<Refusal> refusal = refusal(user, shown);
    if (refusal.isPresent()) {
      return new Out(refusal.get());
    }
    return codes.burn(check)
        ? new In(admission.admit(user.get(), Optional.empty(), visitor))
        : new Out(SignIn.invalid("Invalid email or OTP"));
  }

  private Optional<Refusal> refusal(Optional<User> user, Shown shown) {
    if (user.filter(User::isSuspended).isPresent()) {
      return Optional.of(OneTimeCodes.Check.none());
    }
    return user.flatMap(known -> secondFactor.refusal(known.id(), shown.totp));
  }
}
