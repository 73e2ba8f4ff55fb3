/**
 * From a commit to a running container: deployments, releases, their logs, and the engine that
 * makes them. Schema: {@code deployments}. Routes: {@code /api/v1/deployments*}. May use: kernel,
 * platform, jobs, identity, billing, routing.
 */
@NullMarked
package dev.stackyn.deployments;

import org.jspecify.annotations.NullMarked;
