package dev.stackyn.platform.domain;

/** Does things when the present transaction has been committed. */
public interface AfterCommit {
  /**
   * Runs the task on this thread: right after the commit, never after a rollback, and at once when
   * there is no transaction. The task must neither block nor throw.
   */
  void run(Runnable task);
}
