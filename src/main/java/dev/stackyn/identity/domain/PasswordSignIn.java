package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.SignIn.Attempt;
import dev.stackyn.identity.domain.SignInOutcome.In;
import dev.stackyn.identity.domain.SignInOutcome.Out;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Signs in with a password. The same work is done when there is no such account. */
@Singleton
public class PasswordSignIn {
  private final Users users;
  private final Passwords passwords;
  private final SecondFactor secondFactor;
  private final Admission admission;

  public PasswordSignIn(
      Users users, Passwords passwords, SecondFactor secondFactor, Admission admission) {
    this.users = users;
    this.passwords = passwords;
    this.secondFactor = secondFactor;
    this.admission = admission;
  }

  SignInOutcome signIn(Attempt attempt, Secret password, Visitor visitor) {
    Optional<User> user = users.byEmail(attempt.email());
    Optional<PasswordHash> hash = passwords.of(user.map(User::id));
    boolean right = passwords.matches(password, hash);
    if (!right || user.isEmpty() || user.get().isSuspended()) {
      return new Out(SignIn.invalid("Invalid email or password"));
    }
    Optional<Refusal> refusal = secondFactor.refusal(user.get().id(), attempt.totp());
    return refusal.isPresent()
        ? new Out(refusal.get())
        : new In(admission.admit(user.get(), Optional.empty(), visitor));
  }
}
