package dev.stackyn.kernel;

/** What an API token may be used for. Each one includes those before it. */
public enum Scope {
  READ,
  DEPLOY,
  ADMIN;

  public boolean covers(Scope needed) {
    return compareTo(needed) >= 0;
  }
}
