package dev.stackyn.identity.domain;

import dev.stackyn.platform.domain.SealedBytes;
import java.time.Instant;
import java.util.Optional;

/**
 * A user's second factor as it is kept: its sealed secret, whether he has confirmed it, the last
 * time step a code was taken for, and how often in a row he was wrong.
 */
public record TotpState(
    SealedBytes sealedSecret,
    Optional<Instant> confirmedAt,
    long lastStep,
    int failures,
    Optional<Instant> lockedUntil) {

  static TotpState fresh(SealedBytes secret) {
    return new TotpState(secret, Optional.empty(), 0, 0, Optional.empty());
  }

  boolean isOn() {
    return confirmedAt.isPresent();
  }

  TotpState confirmed(long step, Instant now) {
    return new TotpState(sealedSecret, Optional.of(now), step, 0, Optional.empty());
  }

  TotpState accepted(long step) {
    return new TotpState(sealedSecret, confirmedAt, step, 0, Optional.empty());
  }

  TotpState failed(int most, Instant lockUntil) {
    boolean tooOften = failures + 1 >= most;
    return new TotpState(
        sealedSecret,
        confirmedAt,
        lastStep,
        tooOften ? 0 : failures + 1,
        tooOften ? Optional.of(lockUntil) : Optional.empty());
  }
}
