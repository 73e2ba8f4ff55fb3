/**
 * Images by BuildKit through the engine's API, with the classic builder behind it where hard bounds
 * are wanted. A build reads from the top in {@link DockerImages}.
 */
@NullMarked
package dev.stackyn.deployments.adapters.docker.build;

import org.jspecify.annotations.NullMarked;
