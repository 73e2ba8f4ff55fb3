package dev.stackyn.identity.ports;

/** Tells the person who started the platform something that must not be kept in a log. */
public interface Announcer {
  void say(String text);
}
