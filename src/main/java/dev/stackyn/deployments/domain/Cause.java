package dev.stackyn.deployments.domain;

/** What a deployment was asked for. */
public enum Cause {
  CREATED,
  REDEPLOYED,
  PUSHED,
  ROLLED_BACK,
  STARTED,
  RESTARTED
}
