package dev.stackyn.routing.ports;

import dev.stackyn.kernel.AppId;

/** Tells whoever starts apps that somebody is at the door of one that is asleep. */
public interface Doorbell {
  /** Returns when word has been left. However often it is rung for an app, that is started once. */
  void ring(AppId app);
}
