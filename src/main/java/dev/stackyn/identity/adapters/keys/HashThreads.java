package dev.stackyn.identity.adapters.keys;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Threads for what only computes. Requests run on virtual threads, and one that computes without
 * end gives its processor to no other: a few sign-ins would stop everything else. The system shares
 * the processors among these fairly.
 */
@Singleton
final class HashThreads implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().name("hash-", 0).daemon().factory());

  <T> T run(Supplier<T> task) {
    try {
      return threads.submit(task::get).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the platform is stopping", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a hash could not be computed", e);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    threads.shutdownNow();
  }
}
