package dev.stackyn.identity.domain;

import dev.stackyn.identity.domain.StoredCode.CodeAddress;
import dev.stackyn.identity.domain.StoredCode.Life;
import dev.stackyn.identity.ports.CodeStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.Vault;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes one-time codes and checks them. Each is good for one purpose, once, for a while. */
@Singleton
public class OneTimeCodes {
  static final Duration GOOD_FOR = Duration.ofMinutes(10);
  static final int TRIES = 5;
  static final int SENDS_PER_EMAIL = 5;
  static final int SENDS_PER_ADDRESS = 20;
  private static final Duration SENDS_COUNTED = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(1);

  private final CodeStore store;
  private final Vault vault;
  private final RandomSource random;
  private final Clock clock;

  /** What a check found. */
  enum Verdict {
    RIGHT,
    WRONG,
    EXPIRED,
    NONE
  }

  /** A check, and the code it was about. */
  record Check(Verdict verdict, long code) {
    boolean isRight() {
      return verdict == Verdict.RIGHT;
    }

    /** How a code that is not right is answered. */
    Refusal refusal() {
      return switch (verdict) {
        case EXPIRED -> Refusal.of(ErrorCode.OTP_EXPIRED, "OTP has expired");
        case WRONG -> Refusal.of(ErrorCode.OTP_INVALID, "Invalid OTP");
        case NONE, RIGHT -> none();
      };
    }

    static Refusal none() {
      return Refusal.of(ErrorCode.OTP_INVALID, "Invalid or expired OTP");
    }
  }

  public OneTimeCodes(CodeStore store, Vault vault, RandomSource random, Clock clock) {
    this.store = store;
    this.vault = vault;
    this.random = random;
    this.clock = clock;
  }

  /** Makes a new code, which voids those before it. */
  @Transactional
  public OneTimeCode issue(Email email, CodePurpose purpose, Visitor visitor) {
    Instant now = clock.instant();
    Instant counted = now.minus(SENDS_COUNTED);
    if (store.lockAndCountTo(email, counted) >= SENDS_PER_EMAIL
        || store.lockAndCountFrom(visitor.address(), counted) >= SENDS_PER_ADDRESS) {
      throw Refusal.later(
          "Too many codes were asked for. Try again later.", SENDS_COUNTED.dividedBy(4));
    }
    OneTimeCode code = OneTimeCode.random(random);
    store.removeMadeBefore(now.minus(KEPT));
    store.add(
        new StoredCode(
            0,
            new CodeAddress(email, purpose),
            hash(email, purpose, code),
            new Life(0, false, now, now.plus(GOOD_FOR))),
        visitor.address());
    return code;
  }

  /** Counts the try: the caller's transaction has to be committed whatever the verdict. */
  Check check(Email email, CodePurpose purpose, OneTimeCode typed) {
    Optional<StoredCode> newest = store.countTry(email, purpose);
    if (newest.isEmpty()) {
      return new Check(Verdict.NONE, 0);
    }
    StoredCode code = newest.get();
    boolean same = code.hash().matches(hash(email, purpose, typed));
    return new Check(verdict(code.life(), same), code.id());
  }

  /** False when somebody else was quicker. */
  boolean burn(Check check) {
    return check.isRight() && store.use(check.code, clock.instant());
  }

  private Verdict verdict(Life life, boolean same) {
    if (life.used() || life.tries() > TRIES) {
      return Verdict.NONE;
    }
    if (!clock.instant().isBefore(life.expiresAt())) {
      return Verdict.EXPIRED;
    }
    return same ? Verdict.RIGHT : Verdict.WRONG;
  }

  private Hash hash(Email email, CodePurpose purpose, OneTimeCode code) {
    return Hash.of(vault.fingerprint("code", purpose + " " + email + " " + code.digits()));
  }
}
