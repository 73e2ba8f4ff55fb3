package dev.stackyn.billing.domain;

/** Whether a user may go on making and changing apps. */
public enum BillingStatus {
  TRIAL,
  ACTIVE,
  EXPIRED
}
