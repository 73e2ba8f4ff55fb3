package dev.stackyn.platform.domain;

/**
 * A look at one thing that the platform cannot serve without. Every context may bring its own; all
 * of them together decide whether the platform is ready.
 */
public interface Probe {
  /** How the thing is called in health answers, such as {@code database}. */
  String name();

  /** The word for a working one in health answers, such as {@code connected}. */
  String working();

  /** Looks now. May block for a few seconds; a thrown exception counts as a problem. */
  Finding look();
}
