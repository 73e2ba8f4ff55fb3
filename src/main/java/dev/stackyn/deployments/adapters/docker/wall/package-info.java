/** Keeps containers from this host, by its packet filter. */
@NullMarked
package dev.stackyn.deployments.adapters.docker.wall;

import org.jspecify.annotations.NullMarked;
