package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.CodeSignIn.Shown;
import dev.stackyn.identity.domain.SignInOutcome.In;
import dev.stackyn.identity.domain.SignInOutcome.Out;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.AuditLog;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/**
 * The ways in. What takes long (hashing) happens between the transactions, not in them; why
 * somebody was not let in is told to him only as far as it says nothing about an account.
 */
@Singleton
public class SignIn {
  private final CodeSignIn byCode;
  private final PasswordSignIn byPassword;
  private final Passwords passwords;
  private final AttemptLimits limits;
  private final AuditLog audit;

  /** What somebody shows to be let in; a password wins over a code. */
  public record Attempt(
      Email email, Optional<Secret> password, Optional<OneTimeCode> code, Optional<String> totp) {}

  public SignIn(
      CodeSignIn byCode,
      PasswordSignIn byPassword,
      Passwords passwords,
      AttemptLimits limits,
      AuditLog audit) {
    this.byCode = byCode;
    this.byPassword = byPassword;
    this.passwords = passwords;
    this.limits = limits;
    this.audit = audit;
  }

  /** Signs up, or in, whoever reads the mail of that address. */
  public Grant verify(
      Email email,
      OneTimeCode code,
      Optional<String> totp,
      Optional<Password> newPassword,
      Visitor visitor) {
    limits.count(email);
    Optional<PasswordHash> hash = newPassword.map(passwords::hash);
    return settle(email, byCode.verify(new Shown(email, code, totp), hash, visitor), visitor);
  }

  public Grant login(Attempt attempt, Visitor visitor) {
    limits.count(attempt.email);
    SignInOutcome outcome =
        attempt.password.isPresent()
            ? byPassword.signIn(attempt, attempt.password.get(), visitor)
            : byCode.signIn(
                new Shown(
                    attempt.email,
                    attempt.code.orElseThrow(
                        () -> Refusal.invalid("password", "Either password or OTP is required")),
                    attempt.totp),
                visitor);
    return settle(attempt.email, outcome, visitor);
  }

  static Refusal invalid(String text) {
    return Refusal.of(ErrorCode.INVALID_CREDENTIALS, text);
  }

  private Grant settle(Email email, SignInOutcome outcome, Visitor visitor) {
    return switch (outcome) {
      case In(Grant grant) -> grant;
      case Out(Refusal reason) -> {
        audit.record(
            "anonymous",
            "session.refused",
            email.value(),
            Map.of("code", reason.code().name(), "address", visitor.address()));
        throw reason;
      }
    };
  }
}
