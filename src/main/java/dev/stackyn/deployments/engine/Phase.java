package dev.stackyn.deployments.engine;

/** The steps of a deployment, in their order. Each is written down before it begins. */
public enum Phase {
  /** Get the commit. */
  FETCH,
  /** Decide how it is built. */
  PLAN,
  /** Make the image. */
  BUILD,
  /** Run the app's own preparation, such as its migrations, with the new image. */
  PREPARE,
  /** Start the new container beside the old one. */
  START,
  /** Wait until it answers. */
  READY,
  /** Send all new requests to it. */
  SWITCH,
  /** Let the old one finish, and remove it. */
  RETIRE
}
