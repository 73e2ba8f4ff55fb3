package dev.stackyn.deployments.ports;

/**
 * The machine that builds run on. Blocks for as long as a few answers of the engine take, and
 * throws {@link dev.stackyn.deployments.engine.DeployFailure} with {@code ENGINE_UNAVAILABLE} when
 * it does not answer.
 */
public interface BuildHost {
  /**
   * What the engine says of itself.
   *
   * @param id the same for everybody who uses this engine, and no other's
   * @param memory in bytes, of the whole machine
   */
  record Facts(String id, int cpus, long memory) {}

  Facts facts();

  /**
   * Called before every build: what all builds take together is bounded from now on, as far as that
   * can be done from here.
   *
   * @throws dev.stackyn.deployments.engine.DeployFailure with {@code DISK_LIMIT_EXCEEDED} when the
   *     engine's disk has too little room, as far as that can be seen from here
   */
  void prepare();
}
