package dev.stackyn.identity.ports;

/** Does things when the present transaction has been committed. */
public interface AfterCommit {
  /**
   * Returns at once and runs the task on another thread: after the commit, never after a rollback,
   * and right away when there is no transaction.
   */
  void run(Runnable task);
}
