package dev.stackyn.kernel;

import java.util.Optional;

/**
 * Whether somebody would still be let in: for those who keep a connection open longer than a
 * request lasts, and have to end it when his session does.
 */
@FunctionalInterface
public interface Standing {
  /** Who he is now; nothing when he would not be let in any more. May wait for the database. */
  Optional<Requester> now();
}
