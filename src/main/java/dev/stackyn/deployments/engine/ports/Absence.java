package dev.stackyn.deployments.engine.ports;

import dev.stackyn.deployments.engine.DeployCode;

/** Why nothing answers for an app. */
public sealed interface Absence {
  Absence STOPPED = new Stopped();
  Absence ASLEEP = new Asleep();

  /** Somebody wants it so. */
  record Stopped() implements Absence {}

  /** Nobody has asked for it for long: whoever does next has it started, and waits. */
  record Asleep() implements Absence {}

  /** It was to be started for somebody, and could not be. */
  record Broken(DeployCode code) implements Absence {}
}
