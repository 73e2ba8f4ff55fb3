package dev.stackyn.routing.ports;

import dev.stackyn.kernel.Stop;
import dev.stackyn.routing.domain.CertifiedName;
import dev.stackyn.routing.domain.KeyedChain;
import dev.stackyn.routing.domain.ProofKind;
import java.time.Instant;
import java.util.Optional;

/** Vouches for names that lead here. */
public interface CertificateAuthority {
  /** There is no certificate, and why. */
  final class Declined extends Exception {
    private final transient Optional<Instant> barredUntil;

    /**
     * @param reason in words for the owner of the name
     * @param barredUntil until when the authority wants to hear nothing of it
     */
    public Declined(String reason, Optional<Instant> barredUntil) {
      // An answer and not a fault: nobody reads its stack trace.
      super(reason, null, false, false);
      this.barredUntil = barredUntil;
    }

    public String reason() {
      return String.valueOf(getMessage());
    }

    public Optional<Instant> barredUntil() {
      return barredUntil;
    }
  }

  /**
   * A certificate with a key made for it. Blocks for minutes at worst, and ends early when the stop
   * is asked.
   */
  KeyedChain certify(CertifiedName name, ProofKind proof, Stop stop)
      throws Declined, InterruptedException;
}
