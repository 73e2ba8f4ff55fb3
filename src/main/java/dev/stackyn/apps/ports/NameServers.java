package dev.stackyn.apps.ports;

import java.net.InetAddress;
import java.util.Set;

/** What DNS says. Every call blocks, for a few seconds at most. */
public interface NameServers {
  /** Nobody could be asked: what is true of the name is not known. */
  final class Silent extends RuntimeException {
    public Silent(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Where a name leads, however many other names it goes through; empty when nowhere.
   *
   * @throws Silent when no name server answers
   */
  Set<InetAddress> addresses(String name);

  /**
   * The texts that stand there; empty when none do.
   *
   * @throws Silent when no name server answers
   */
  Set<String> texts(String name);
}
