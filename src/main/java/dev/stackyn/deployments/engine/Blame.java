package dev.stackyn.deployments.engine;

/** Who has to do something about a deployment that failed. */
public enum Blame {
  /** The repository or the app's settings: trying again changes nothing. */
  USER,
  /** A bound of the plan or of the host was reached. */
  LIMIT,
  /** Stackyn or what it runs on: worth another try. */
  PLATFORM
}
