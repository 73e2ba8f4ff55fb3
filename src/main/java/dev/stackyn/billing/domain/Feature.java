package dev.stackyn.billing.domain;

/** What a plan may offer beyond room for apps. */
public enum Feature {
  ALWAYS_ON,
  AUTO_DEPLOY,
  HEALTH_CHECKS,
  LOGS,
  ZERO_DOWNTIME,
  WORKERS,
  PRIORITY_BUILDS,
  MANUAL_DEPLOY_ONLY
}
