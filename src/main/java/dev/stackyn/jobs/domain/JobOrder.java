package dev.stackyn.jobs.domain;

/**
 * In which order jobs are listed. Ids are made in the order of time, so both walk along an index.
 */
public enum JobOrder {
  NEWEST,
  OLDEST
}
