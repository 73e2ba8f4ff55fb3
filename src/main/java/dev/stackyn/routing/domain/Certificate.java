package dev.stackyn.routing.domain;

import dev.stackyn.kernel.AppId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;

/**
 * A name that should have a certificate, the one it has, and what is done about the next.
 *
 * @param uploadedFor the app whose owner brought it; nothing when the platform orders it
 */
public record Certificate(
    CertifiedName name,
    Optional<AppId> uploadedFor,
    Optional<SealedChain> held,
    Prospect prospect) {
  private static final Duration FIRST_WAIT = Duration.ofMinutes(5);
  private static final Duration LONGEST_WAIT = Duration.ofHours(12);
  private static final int DOUBLINGS = 10;
  private static final int LONGEST_REASON = 1_000;

  /** Of its life: renewal begins when a third is left, so that by then it has failed for long. */
  private static final int LAST_PART = 6;

  /** How it stands. */
  public enum State {
    /** There is none yet. */
    PENDING,
    ACTIVE,
    /** There is none, and the last try to get one failed. */
    FAILED,
    EXPIRED
  }

  /**
   * What is done about the next one.
   *
   * @param failures how many tries have failed since one succeeded
   * @param reason in words for the owner of the name
   * @param nextTry nothing when there will be none
   * @param barredUntil until when the authority wants to hear nothing of this name
   */
  public record Prospect(
      int failures, String reason, Optional<Instant> nextTry, Optional<Instant> barredUntil) {
    public Prospect {
      Objects.requireNonNull(nextTry, "nextTry");
      Objects.requireNonNull(barredUntil, "barredUntil");
      reason = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    static Prospect of(String reason, Optional<Instant> nextTry) {
      return new Prospect(0, reason, nextTry, Optional.empty());
    }
  }

  public Certificate {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(prospect, "prospect");
    if (uploadedFor.isPresent() && (held.isEmpty() || prospect.nextTry.isPresent())) {
      throw new IllegalArgumentException("what was uploaded is there, and nobody orders another");
    }
  }

  static Certificate wanted(CertifiedName name, Instant now) {
    return new Certificate(
        name,
        Optional.empty(),
        Optional.empty(),
        Prospect.of("It will be ordered in a moment.", Optional.of(now)));
  }

  static Certificate uploaded(Host host, AppId app, SealedChain chain) {
    return new Certificate(
        CertifiedName.of(host),
        Optional.of(app),
        Optional.of(chain),
        Prospect.of("It was uploaded, and is not renewed by the platform.", Optional.empty()));
  }

  public State stateAt(Instant now) {
    if (held.isPresent()) {
      return held.get().notAfter().isAfter(now) ? State.ACTIVE : State.EXPIRED;
    }
    return prospect.failures == 0 ? State.PENDING : State.FAILED;
  }

  /**
   * Renewed when two thirds of its life are over.
   *
   * @param spread up to one tenth of its life earlier, between 0 and 1, so that what was ordered in
   *     one go is not renewed in one go
   */
  Certificate issued(SealedChain chain, double spread) {
    Duration life = Duration.between(chain.notBefore(), chain.notAfter());
    Instant renewal =
        chain.notBefore().plus(life.multipliedBy(2).dividedBy(3)).minus(part(life, spread / 10));
    return new Certificate(
        name,
        Optional.empty(),
        Optional.of(chain),
        Prospect.of("It is renewed in time.", Optional.of(renewal)));
  }

  /** The wait doubles with each failure, and is never shorter than the authority asks for. */
  Certificate failed(String reason, Instant now, Optional<Instant> barredUntil) {
    int failures = prospect.failures + 1;
    Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    Instant own = now.plus(doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT);
    Instant next = barredUntil.filter(own::isBefore).orElse(own);
    return new Certificate(
        name,
        Optional.empty(),
        held,
        new Prospect(failures, reason, Optional.of(next), barredUntil));
  }

  /** The next try is put off; nothing has failed. */
  Certificate putOff(String reason, Instant until) {
    return new Certificate(
        name,
        Optional.empty(),
        held,
        new Prospect(prospect.failures, reason, Optional.of(until), prospect.barredUntil));
  }

  /** What an administrator should see to, in words; nothing when all is as it should be. */
  public Optional<String> troubleAt(Instant now) {
    if (stateAt(now) == State.EXPIRED) {
      return Optional.of("%s expired on %s".formatted(name, end()));
    }
    if (prospect.failures > 0) {
      return Optional.of(
          "%s could not be %s (%d times): %s"
              .formatted(
                  name,
                  held.isPresent() ? "renewed, and expires on " + end() : "ordered",
                  prospect.failures,
                  prospect.reason));
    }
    return held.filter(chain -> isEnding(chain, now))
        .map(_ ->
            "%s expires on %s, and %s"
                .formatted(
                    name,
                    end(),
                    uploadedFor.isPresent()
                        ? "was uploaded: its owner has to bring another"
                        : "has not been renewed"));
  }

  private static boolean isEnding(SealedChain chain, Instant now) {
    Duration life = Duration.between(chain.notBefore(), chain.notAfter());
    return now.isAfter(chain.notAfter().minus(life.dividedBy(LAST_PART)));
  }

  private LocalDate end() {
    return LocalDate.ofInstant(held.orElseThrow().notAfter(), ZoneOffset.UTC);
  }

  boolean isDue(Instant now) {
    return prospect.nextTry.filter(next -> !next.isAfter(now)).isPresent();
  }

  private static Duration part(Duration whole, double share) {
    return Duration.ofMillis((long) (whole.toMillis() * share));
  }
}
