package dev.stackyn.identity.domain;

/** Prepares what a new user needs. Every bean of this type is called. */
public interface Newcomer {
  /** Called in the transaction that makes the user, which stands or falls with this. */
  void arrived(User user);
}
