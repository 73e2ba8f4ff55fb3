package dev.stackyn.identity.domain;

/** What a one-time code is good for; it is good for nothing else. */
public enum CodePurpose {
  SIGN_IN,
  RESET
}
