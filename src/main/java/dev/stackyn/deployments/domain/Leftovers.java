package dev.stackyn.deployments.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What may be removed, and why. Whatever is young, or belongs to an app with which something is
 * being done, is let be: it may be about to be needed.
 */
final class Leftovers {
  /**
   * Longer than anything takes from being made to being written down, or from its end to its rest.
   */
  static final Duration GRACE = Duration.ofHours(1);

  private static final String GONE = "its app is gone";

  private final References references;
  private final Instant now;

  Leftovers(References references, Instant now) {
    this.references = references;
    this.now = now;
  }

  /** Nothing when it is needed, or may be. */
  Optional<String> why(Stored stored) {
    if (stored.app().isEmpty()
        || references.busy().contains(stored.app().get())
        || isYoung(stored.made())) {
      return Optional.empty();
    }
    boolean known = references.apps().contains(stored.app().get());
    return switch (stored.kind()) {
      case CONTAINER -> container(stored);
      case IMAGE -> image(stored, known);
      case NETWORK -> known ? Optional.empty() : Optional.of(GONE);
    };
  }

  private Optional<String> container(Stored stored) {
    if (stored.deployment().isEmpty() || isNeeded(stored)) {
      return Optional.empty();
    }
    Instant ended = references.ended().get(stored.deployment().get());
    if (ended == null) {
      return Optional.of("no deployment knows it");
    }
    return isYoung(ended) ? Optional.empty() : Optional.of("its deployment has ended");
  }

  private Optional<String> image(Stored stored, boolean known) {
    if (stored.deployment().isEmpty()
        || isNeeded(stored)
        || references.images().contains(stored.id())) {
      return Optional.empty();
    }
    return Optional.of(known ? "no release needs it" : GONE);
  }

  private boolean isNeeded(Stored stored) {
    return stored.deployment().filter(references.live()::contains).isPresent();
  }

  private boolean isYoung(Instant since) {
    return since.isAfter(now.minus(GRACE));
  }
}
