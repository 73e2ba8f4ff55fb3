package dev.stackyn.identity.ports;

import java.util.List;
import java.util.Map;

/** The keys that sign access tokens. */
public interface SigningKeys {
  /** The public halves of all keys that are taken, newest first, each as a JSON Web Key. */
  List<Map<String, Object>> publicKeys();

  /**
   * Signs with a new key from now on. What the last one signed stays good; the one before that is
   * destroyed.
   */
  void rotate();
}
