package dev.stackyn.identity.domain;

import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Makes sure that an authenticator app really has the secret before anything depends on it. */
@Singleton
public class TotpConfirmation {
  private final TimeCodes timeCodes;
  private final Vault vault;
  private final Clock clock;

  public TotpConfirmation(TimeCodes timeCodes, Vault vault, Clock clock) {
    this.timeCodes = timeCodes;
    this.vault = vault;
    this.clock = clock;
  }

  /** No limit on tries here: whoever confirms has been shown the secret itself. */
  TotpState confirmed(TotpState state, String code) {
    return timeCodes
        .stepOf(vault.open(state.sealedSecret()), code.strip(), state.lastStep())
        .map(step -> state.confirmed(step, clock.instant()))
        .orElseThrow(() -> Refusal.invalid("code", "The code of the second factor is wrong."));
  }
}
