package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.TotpAlgorithm;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the time step that a code belongs to. */
@Singleton
public class TimeCodes {
  private static final long STEP_SECONDS = 30;

  /** A clock may be wrong by this many steps. */
  private static final int DRIFT = 1;

  private static final Pattern SHAPE = Pattern.compile("[0-9]{6}");

  private final TotpAlgorithm algorithm;
  private final Clock clock;

  public TimeCodes(TotpAlgorithm algorithm, Clock clock) {
    this.algorithm = algorithm;
    this.clock = clock;
  }

  /** Nothing when the code is wrong, or belongs to a step no later than the last one taken. */
  Optional<Long> stepOf(byte[] secret, String code, long lastStep) {
    if (!SHAPE.matcher(code).matches()) {
      return Optional.empty();
    }
    int typed = Integer.parseInt(code);
    long present = clock.instant().getEpochSecond() / STEP_SECONDS;
    for (long step = present - DRIFT; step <= present + DRIFT; step++) {
      if (step > lastStep && algorithm.codeAt(secret, step) == typed) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }
}
