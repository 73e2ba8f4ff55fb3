package dev.stackyn.platform.adapters.postgres;

import dev.stackyn.platform.domain.AfterCommit;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;

/** Waits for commits. */
@Singleton
final class CommitWatch implements AfterCommit {
  private final TransactionOperations<Connection> transactions;

  CommitWatch(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  @Override
  public void run(Runnable task) {
    Optional<? extends TransactionStatus<?>> open = transactions.findTransactionStatus();
    if (open.isEmpty()) {
      task.run();
      return;
    }
    open.get()
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                task.run();
              }
            });
  }
}
