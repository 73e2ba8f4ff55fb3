package dev.stackyn.platform.domain;

/**
 * Something to be done once the database is reachable and migrated, before the platform counts as
 * ready. Every bean of this type is called at every start, and again when one of them failed.
 */
public interface DatabaseArrival {
  void databaseArrived();
}
