package dev.stackyn.platform.domain;

/** What one process of the platform does: everything, or a part while others do the rest. */
public enum ProcessRole {
  ALL,
  API,
  WORKER;

  public boolean works() {
    return this != API;
  }

  public boolean serves() {
    return this != WORKER;
  }
}
