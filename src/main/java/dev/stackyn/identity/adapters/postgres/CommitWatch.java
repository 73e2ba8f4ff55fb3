package dev.stackyn.identity.adapters.postgres;

import dev.stackyn.identity.ports.AfterCommit;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for commits. A few threads with a bounded queue do what follows: a mail server that hangs
 * must not eat the platform's memory.
 */
@Singleton
final class CommitWatch implements AfterCommit, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitWatch.class);
  private static final int THREADS = 4;
  private static final int WAITING = 1_000;
  private static final int GRACE_SECONDS = 5;

  private final TransactionOperations<Connection> transactions;
  private final ThreadPoolExecutor executor;

  CommitWatch(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
    this.executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("after-commit-", 0).daemon().factory());
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public void run(Runnable task) {
    Optional<? extends TransactionStatus<?>> open = transactions.findTransactionStatus();
    if (open.isEmpty()) {
      hand(task);
      return;
    }
    open.get()
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                hand(task);
              }
            });
  }

  @Override
  @PreDestroy
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{} letters are left unsent", executor.shutdownNow().size());
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void hand(Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.warn("More than {} letters wait to be sent; this one is dropped", WAITING);
    }
  }
}
