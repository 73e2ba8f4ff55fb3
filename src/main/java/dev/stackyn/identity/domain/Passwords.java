package dev.stackyn.identity.domain;

import dev.stackyn.identity.ports.PasswordHasher;
import dev.stackyn.identity.ports.PasswordStore;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords, as many at once as there are processors to spare: it costs much time
 * and memory on purpose, and must not take all of either. Whoever finds no room within a moment is
 * told to come again.
 */
@Singleton
public class Passwords {
  /** One processor is left to everybody who wants something else, while there is more than one. */
  static final int ROOM = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private static final UserId NOBODY = new UserId(new UUID(0, 0));
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final PasswordHasher hasher;
  private final PasswordStore store;
  private final RandomSource random;
  private final Semaphore room = new Semaphore(ROOM, true);
  private volatile @Nullable PasswordHash nobodys;

  public Passwords(PasswordHasher hasher, PasswordStore store, RandomSource random) {
    this.hasher = hasher;
    this.store = store;
    this.random = random;
  }

  /** Takes long: never call it in a transaction. */
  public PasswordHash hash(Password password) {
    enter();
    try {
      return hasher.hash(password.secret());
    } finally {
      room.release();
    }
  }

  /**
   * Does the same work when there is nothing to compare with, so that the time it takes tells
   * nobody whether there is an account. Takes long: never call it in a transaction.
   */
  public boolean matches(Secret typed, Optional<PasswordHash> hash) {
    enter();
    try {
      // Asked for in any case: the first to come waits for it, whoever he is.
      PasswordHash nobodysHash = nobodys();
      PasswordHash against = hash.orElse(nobodysHash);
      return hasher.matches(typed, against) && hash.isPresent();
    } finally {
      room.release();
    }
  }

  /** Asks the database even when there is no user: that, too, takes its time. */
  @Transactional
  public Optional<PasswordHash> of(Optional<UserId> user) {
    return store.find(user.orElse(NOBODY));
  }

  private void enter() {
    try {
      if (!room.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.later("Too many sign-ins at once. Try again in a moment.", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.later("The platform is stopping.", PATIENCE);
    }
  }

  private PasswordHash nobodys() {
    PasswordHash known = nobodys;
    if (known == null) {
      known = hasher.hash(new Secret(HexFormat.of().formatHex(random.bytes(16))));
      nobodys = known;
    }
    return known;
  }
}
