package dev.stackyn.routing.adapters.proxy;

import dev.stackyn.identity.domain.Hash;
import dev.stackyn.identity.domain.Passwords;
import dev.stackyn.identity.domain.RateLimiter;
import dev.stackyn.identity.domain.RecentlyUsed;
import dev.stackyn.kernel.AppId;
import dev.stackyn.kernel.RandomSource;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.routing.domain.Login;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who may pass an app's {@link Login}. A browser sends name and password with every request, and
 * looking at a password costs much on purpose: it is done once, on a thread of its own, and what
 * came of it is remembered by a digest that only this process can make.
 */
@Singleton
final class Logins implements AutoCloseable {
  private static final String DIGEST = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_WAITING = 128;

  /** One wrong password a second for each client, and ten at once for who mistypes. */
  private static final int TRIES_AT_ONCE = 10;

  private static final Duration NEXT_TRY = Duration.ofSeconds(1);

  /** Made late: with it comes the database, and the router must listen before that. */
  private final Provider<Passwords> passwords;

  private final SecretKeySpec key;
  private final RateLimiter tries;

  /** Apart: whoever guesses may push out what others guessed, but nobody who knows. */
  private final Map<Hash, Boolean> right = new RecentlyUsed<>(MOST_REMEMBERED);

  private final Map<Hash, Boolean> wrong = new RecentlyUsed<>(MOST_REMEMBERED);
  private final Map<Hash, CompletableFuture<Verdict>> underWay = new ConcurrentHashMap<>();

  /** One at a time: sign-ins to the platform itself want the processors too. */
  private final ThreadPoolExecutor hands =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofVirtual().name("logins-", 0).factory());

  /** What came of it. */
  sealed interface Verdict {
    /** He is who he says. */
    record In() implements Verdict {}

    /** He is not, or says nothing. */
    record Out() implements Verdict {}

    /** Nobody has looked: too many ask at once. */
    record Later(Duration pause) implements Verdict {}
  }

  Logins(Provider<Passwords> passwords, RandomSource random, Clock clock) {
    this.passwords = passwords;
    this.key = new SecretKeySpec(random.bytes(KEY_BYTES), DIGEST);
    this.tries = new RateLimiter(TRIES_AT_ONCE, NEXT_TRY, MOST_REMEMBERED, clock);
  }

  /**
   * Complete at once when it has been looked at before; else later, on the thread of the caller's
   * loop.
   *
   * @param shown the {@code Authorization} header
   * @param client who counts as one when he tries passwords
   */
  Future<Verdict> check(AppId app, Login login, @Nullable String shown, String client) {
    Optional<Typed> typed = Typed.in(shown);
    if (typed.isEmpty()) {
      return Future.succeededFuture(new Verdict.Out());
    }
    Hash digest = digest(login, Objects.requireNonNull(shown));
    Optional<Verdict> known = remembered(digest);
    if (known.isPresent()) {
      return Future.succeededFuture(known.get());
    }
    CompletableFuture<Verdict> mine = new CompletableFuture<>();
    @Nullable CompletableFuture<Verdict> others = underWay.putIfAbsent(digest, mine);
    if (others == null) {
      begin(digest, mine, login, typed.get(), app + " " + client);
    }
    return Future.fromCompletionStage(
        others == null ? mine : others,
        Objects.requireNonNull(Vertx.currentContext(), "a router's loop"));
  }

  @Override
  @PreDestroy
  public void close() {
    hands.shutdownNow();
  }

  private void begin(
      Hash digest, CompletableFuture<Verdict> mine, Login login, Typed typed, String who) {
    Optional<Duration> wait = tries.count(who);
    if (wait.isPresent()) {
      end(digest, mine, new Verdict.Later(wait.get()));
      return;
    }
    try {
      hands.execute(() -> end(digest, mine, looked(login, typed)));
    } catch (RejectedExecutionException e) {
      end(digest, mine, new Verdict.Later(NEXT_TRY));
    }
  }

  private void end(Hash digest, CompletableFuture<Verdict> mine, Verdict verdict) {
    switch (verdict) {
      case Verdict.In in -> remember(right, digest);
      case Verdict.Out out -> remember(wrong, digest);
      case Verdict.Later later -> {}
    }
    underWay.remove(digest);
    mine.complete(verdict);
  }

  private Verdict looked(Login login, Typed typed) {
    try {
      // Of a wrong name the password is looked at as well: the time it takes tells nobody more.
      boolean fits =
          passwords
              .get()
              .matches(
                  typed.password(), Optional.of(login.password()).filter(any -> typed.is(login)));
      return fits ? new Verdict.In() : new Verdict.Out();
    } catch (Refusal e) {
      return new Verdict.Later(e.retryAfter().orElse(NEXT_TRY));
    }
  }

  private Optional<Verdict> remembered(Hash digest) {
    if (isIn(right, digest)) {
      return Optional.of(new Verdict.In());
    }
    return isIn(wrong, digest) ? Optional.of(new Verdict.Out()) : Optional.empty();
  }

  /** With another password the same header has another digest: nothing has to be forgotten. */
  private Hash digest(Login login, String shown) {
    try {
      Mac mac = Mac.getInstance(DIGEST);
      mac.init(key);
      for (String part : new String[] {login.user(), login.password().value(), shown}) {
        mac.update(part.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
      }
      return Hash.of(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isIn(Map<Hash, Boolean> map, Hash digest) {
    synchronized (map) {
      return map.get(digest) != null;
    }
  }

  private static void remember(Map<Hash, Boolean> map, Hash digest) {
    synchronized (map) {
      map.put(digest, true);
    }
  }
}
