package dev.stackyn.identity.domain;

import dev.stackyn.kernel.UserId;

/** Clears away what a user leaves behind. Every bean of this type is called. */
public interface Departure {
  /**
   * Called in the transaction that deletes the user, before his row goes. What takes time belongs
   * into a job.
   */
  void leaving(UserId user);
}
