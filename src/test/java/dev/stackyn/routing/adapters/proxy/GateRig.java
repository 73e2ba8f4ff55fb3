package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.identity.domain.Passwords;
import dev.stackyn.identity.domain.Proxies;
import dev.stackyn.identity.ports.PasswordHasher;
import dev.stackyn.identity.ports.PasswordStore;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import dev.stackyn.routing.domain.LiveRoutes;
import dev.stackyn.routing.domain.RouterSettings;
import dev.stackyn.testing.ManualClock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A gate whose time passes when a test says so, and that counts the passwords it looks at. */
final class GateRig {
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger looks = new AtomicInteger();
  private volatile CountDownLatch held = new CountDownLatch(0);

  Gate gate(
      RouterSettings settings, IdentitySettings identity, LiveRoutes live, RandomSource random) {
    Callers callers = new Callers(new Proxies(identity));
    Passwords passwords = new Passwords(new PlainHasher(), new NoUsers(), random);
    return new Gate(
        callers,
        new Meters(clock, live),
        new Logins(() -> passwords, random, clock),
        new SecureDoor(callers, settings));
  }

  static PasswordHash hash(String password) {
    return new PasswordHash("$argon2id$" + password);
  }

  ManualClock clock() {
    return clock;
  }

  /** How often a password was looked at. */
  int looks() {
    return looks.get();
  }

  /** Whoever looks at a password waits for what this returns. */
  CountDownLatch holdPasswords() {
    held = new CountDownLatch(1);
    return held;
  }

  private final class PlainHasher implements PasswordHasher {
    @Override
    public PasswordHash hash(Secret password) {
      return GateRig.hash(password.reveal());
    }

    @Override
    public boolean matches(Secret password, PasswordHash hash) {
      looks.incrementAndGet();
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return hash.equals(GateRig.hash(password.reveal()));
    }
  }

  private static final class NoUsers implements PasswordStore {
    @Override
    public Optional<PasswordHash> find(UserId user) {
      return Optional.empty();
    }

    @Override
    public void set(UserId user, PasswordHash hash) {}
  }
}
