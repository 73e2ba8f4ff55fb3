/** What builds may take of the engine's machine, and what is left of it. */
@NullMarked
package dev.stackyn.deployments.adapters.docker.bounds;

import org.jspecify.annotations.NullMarked;
