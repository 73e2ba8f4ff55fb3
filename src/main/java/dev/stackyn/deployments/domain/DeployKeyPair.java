package dev.stackyn.deployments.domain;

import dev.stackyn.kernel.Secret;
import java.util.Objects;

/**
 * A key that lets one app read one repository: the line that its owner gives to the host, and the
 * half that stays here.
 */
public record DeployKeyPair(String publicLine, Secret privateKey) {
  public DeployKeyPair {
    Objects.requireNonNull(privateKey, "privateKey");
    if (publicLine.contains("\n") || !publicLine.startsWith("ssh-")) {
      throw new IllegalArgumentException("not a public key on one line");
    }
  }
}
