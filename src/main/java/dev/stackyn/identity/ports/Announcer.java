package dev.stackyn.identity.ports;

/** Tells the person who started the platform something that must not be kept in a log. */
public interface Announcer {
  /** Returns when it is where that person finds it, and nobody else. */
  void say(String text);
}
