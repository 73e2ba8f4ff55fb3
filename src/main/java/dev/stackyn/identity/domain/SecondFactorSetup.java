package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.TotpStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.AuditLog;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Switches the second factor on and off. */
@Singleton
public class SecondFactorSetup {
  private static final int SECRET_BYTES = 20;

  private final TotpStore store;
  private final TotpConfirmation confirmation;
  private final Vault vault;
  private final RandomSource random;
  private final AuditLog audit;

  /** What an authenticator app is told, once. */
  public record Enrolment(String secret, String uri) {}

  /** Whether it is on, and how many recovery codes are left. */
  public record Status(boolean on, int recoveryCodesLeft) {}

  public SecondFactorSetup(
      TotpStore store,
      TotpConfirmation confirmation,
      Vault vault,
      RandomSource random,
      AuditLog audit) {
    this.store = store;
    this.confirmation = confirmation;
    this.vault = vault;
    this.random = random;
    this.audit = audit;
  }

  @Transactional
  public Status status(Caller caller) {
    boolean on = store.lock(caller.id()).filter(TotpState::isOn).isPresent();
    return new Status(on, on ? store.recoveryCodesLeft(caller.id()) : 0);
  }

  /** Makes a secret; nothing changes for the user until he confirms it. */
  @Transactional
  public Enrolment enrol(Caller caller) {
    if (store.lock(caller.id()).filter(TotpState::isOn).isPresent()) {
      throw Refusal.of(ErrorCode.TOTP_ALREADY_ON, "The second factor is already on.");
    }
    byte[] secret = random.bytes(SECRET_BYTES);
    store.save(caller.id(), TotpState.fresh(vault.seal(secret)));
    String text = Base32.encode(secret);
    return new Enrolment(
        text, "otpauth://totp/Stackyn:" + caller.email() + "?secret=" + text + "&issuer=Stackyn");
  }

  /** Switches it on, and gives the recovery codes away, this once. */
  @Transactional
  public List<RecoveryCode> confirm(Caller caller, String code) {
    Optional<TotpState> state = store.lock(caller.id());
    if (state.isEmpty()) {
      throw Refusal.of(ErrorCode.TOTP_NOT_ON, "Enrol first.");
    }
    if (state.get().isOn()) {
      throw Refusal.of(ErrorCode.TOTP_ALREADY_ON, "The second factor is already on.");
    }
    store.save(caller.id(), confirmation.confirmed(state.get(), code));
    List<RecoveryCode> codes =
        Stream.generate(() -> RecoveryCode.random(random)).limit(RecoveryCode.COUNT).toList();
    store.addRecoveryCodes(
        caller.id(), codes.stream().map(one -> RecoveryCode.hash(vault, one.text())).toList());
    audit.record(caller.actor(), "totp.on", caller.actor(), Map.of());
    return codes;
  }

  /** The caller has shown a code already. */
  @Transactional
  public void disable(Caller caller) {
    store.remove(caller.id());
    audit.record(caller.actor(), "totp.off", caller.actor(), Map.of());
  }
}
