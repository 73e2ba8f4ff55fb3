package dev.stackyn.kernel;

/** Where unguessable values come from. Tests bring one that they can foresee. */
public interface RandomSource {
  /** That many bytes, each uniform and independent. */
  byte[] bytes(int count);

  /** A whole number from 0 up to but without {@code bound}, uniform. */
  int below(int bound);
}
