package dev.stackyn.deployments.engine;

/** What happens when an app's process ends by itself. */
public enum Restart {
  ALWAYS,
  ON_FAILURE,
  NEVER
}
