package dev.stackyn.jobs.domain;

/**
 * A duty that comes up by itself, again and again: at its time one platform of all enqueues the
 * job. Every context may bring its own. The rule is a cron expression of five or six fields, in
 * UTC; what was missed while no platform ran is made up for once.
 */
public interface Schedule {
  /** Names it on all platforms. */
  String name();

  /** Such as {@code 0 3 * * *}. */
  String cron();

  /** What is enqueued, unless the one before still waits. */
  NewJob job();
}
