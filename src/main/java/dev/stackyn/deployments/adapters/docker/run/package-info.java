/**
 * Containers of apps, and what is around them: one small network per app, volumes, output. It reads
 * from the top in {@link DockerContainers}.
 */
@NullMarked
package dev.stackyn.deployments.adapters.docker.run;

import org.jspecify.annotations.NullMarked;
