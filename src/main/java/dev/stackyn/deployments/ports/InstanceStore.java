package dev.stackyn.deployments.ports;

/** Who this platform is to a Docker engine: the same for all nodes on one database. */
public interface InstanceStore {
  String instance();
}
