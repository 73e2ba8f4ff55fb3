package dev.stackyn.identity.ports;

/** Remembers whether this database has had its first administrator made. */
public interface FirstAdminStore {
  boolean isMade();

  /**
   * True for one caller, ever. Others who ask meanwhile wait until his transaction ends, and are
   * told false unless it was rolled back.
   */
  boolean claim();
}
