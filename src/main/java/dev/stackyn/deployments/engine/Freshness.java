package dev.stackyn.deployments.engine;

/** How much of what was made before goes into a build. */
public enum Freshness {
  /** Whatever is there and fits: the image itself, its steps, its base images. */
  REUSE,
  /** Nothing: every step is done again, on base images that were asked for at their registry. */
  ANEW
}
