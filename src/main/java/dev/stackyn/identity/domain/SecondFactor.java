package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.TotpStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.UserId;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the second factor of those who have switched it on. A code is taken once; whoever is wrong
 * too often has to wait, on whatever node he tries.
 */
@Singleton
public class SecondFactor {
  static final int TRIES = 5;
  static final Duration LOCKED_FOR = Duration.ofMinutes(15);

  private final TotpStore store;
  private final TimeCodes timeCodes;
  private final Vault vault;
  private final AuditLog audit;
  private final Clock clock;

  public SecondFactor(
      TotpStore store, TimeCodes timeCodes, Vault vault, AuditLog audit, Clock clock) {
    this.store = store;
    this.timeCodes = timeCodes;
    this.vault = vault;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Why the user may not come in with this code, or nothing when he may: it is right, or he has no
   * second factor. A failure is counted: the caller's transaction has to be committed.
   */
  @Transactional
  public Optional<Refusal> refusal(UserId user, Optional<String> code) {
    Optional<TotpState> on = store.lock(user).filter(TotpState::isOn);
    if (on.isEmpty()) {
      return Optional.empty();
    }
    if (code.isEmpty()) {
      return Optional.of(
          Refusal.of(ErrorCode.TOTP_REQUIRED, "The code of the second factor is required."));
    }
    return refusal(user, on.get(), code.get().strip());
  }

  private Optional<Refusal> refusal(UserId user, TotpState state, String code) {
    Instant now = clock.instant();
    if (state.lockedUntil().filter(now::isBefore).isPresent()) {
      return Optional.of(
          Refusal.later(
              "Too many wrong codes. Try again later.",
              Duration.between(now, state.lockedUntil().get())));
    }
    Optional<Long> step =
        timeCodes.stepOf(vault.open(state.sealedSecret()), code, state.lastStep());
    if (step.isPresent()) {
      store.save(user, state.accepted(step.get()));
      return Optional.empty();
    }
    if (store.useRecoveryCode(user, RecoveryCode.hash(vault, code))) {
      store.save(user, state.accepted(state.lastStep()));
      audit.record(user.toString(), "totp.recovery_code_used", user.toString(), Map.of());
      return Optional.empty();
    }
    store.save(user, state.failed(TRIES, now.plus(LOCKED_FOR)));
    audit.record(user.toString(), "totp.failed", user.toString(), Map.of());
    return Optional.of(
        Refusal.of(ErrorCode.TOTP_INVALID, "The code of the second factor is wrong."));
  }
}
