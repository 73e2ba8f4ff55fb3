package dev.stackyn.deployments.engine;

import dev.stackyn.kernel.DeploymentId;

/**
 * The version that served before, beside the one that has taken over from it: it runs, and could
 * take its place again.
 *
 * @param port where it answers
 */
public record Kept(DeploymentId deployment, int port) {}
