package dev.stackyn.identity.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackyn.identity.ports.PasswordHasher;
import dev.stackyn.identity.ports.PasswordStore;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import dev.stackyn.kernel.UserId;
import dev.stackyn.testing.FixedRandom;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final SlowHasher hasher = new SlowHasher();
  private final Passwords passwords = new Passwords(hasher, new NoPasswords(), new FixedRandom());

  @Test
  void whoeverFindsNoRoomToHashIsToldToComeAgain() throws Exception {
    Password password = Password.of("correct horse battery");
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < Passwords.ROOM; i++) {
        others.execute(() -> passwords.hash(password));
      }
      hasher.allBusy.await();

      assertThatThrownBy(() -> passwords.hash(password))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> {
                assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                assertThat(refusal.getMessage()).startsWith("Too many sign-ins at once");
              });

      hasher.mayEnd.countDown();
    }
    assertThat(passwords.hash(password)).isNotNull();
  }

  /** Hashes nothing, but takes as long as it is told to. */
  private static final class SlowHasher implements PasswordHasher {
    private final CountDownLatch allBusy = new CountDownLatch(Passwords.ROOM);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public PasswordHash hash(Secret password) {
      allBusy.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new PasswordHash("$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA");
    }

    @Override
    public boolean matches(Secret password, PasswordHash hash) {
      return false;
    }
  }

  private static final class NoPasswords implements PasswordStore {
    @Override
    public Optional<PasswordHash> find(UserId user) {
      return Optional.empty();
    }

    @Override
    public void set(UserId user, PasswordHash hash) {
      throw new AssertionError("nothing is stored here");
    }
  }
}
