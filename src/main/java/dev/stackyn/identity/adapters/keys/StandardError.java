package dev.stackyn.identity.adapters.keys;

import dev.stackyn.identity.ports.Announcer;
import jakarta.inject.Singleton;

/**
 * Not through the logger, whose lines are kept and shipped and read by others, nor to standard
 * output, which is the log's alone.
 */
@Singleton
final class StandardError implements Announcer {
  @Override
  public void say(String text) {
    System.err.println(text);
  }
}
