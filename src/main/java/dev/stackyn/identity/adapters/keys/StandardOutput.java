package dev.stackyn.identity.adapters.keys;

import dev.stackyn.identity.ports.Announcer;
import jakarta.inject.Singleton;

/** Not through the logger: logs are kept, and shipped, and read by others. */
@Singleton
final class StandardOutput implements Announcer {
  @Override
  public void say(String text) {
    System.out.println(text);
  }
}
