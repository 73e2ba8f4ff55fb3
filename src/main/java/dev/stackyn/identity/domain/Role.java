package dev.stackyn.identity.domain;

/** What a user may do beyond his own things. */
public enum Role {
  USER,
  ADMIN
}
