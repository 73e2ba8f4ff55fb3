package dev.stackyn.billing.ports;

/** The machine that apps run on. */
public interface Host {
  long memoryMb();

  /** The size of the disk where the platform keeps its state. */
  long diskMb();

  int processors();
}
