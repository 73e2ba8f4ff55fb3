package dev.stackyn.routing.ports;

import java.io.IOException;

/** Puts records into the DNS of names, at the provider that the settings name. */
public interface DnsChallenges {
  /**
   * A text at a name, beside others that stand there. Blocks until the provider's servers know of
   * it.
   *
   * @throws IOException with words for whoever runs the platform, and no secret in them
   */
  void publish(String name, String text) throws IOException, InterruptedException;

  /** Takes that text away. What is not there is not missed. */
  void withdraw(String name, String text) throws IOException, InterruptedException;
}
