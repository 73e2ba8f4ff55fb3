package dev.stackyn.deployments.ports;

import dev.stackyn.deployments.domain.DeployKeyPair;

/** Where deploy keys come from. */
public interface DeployKeys {
  /** A new pair at each call, kept nowhere. The comment tells people what the key is for. */
  DeployKeyPair generate(String comment);
}
