/** What this platform has on the engine, for who looks for what is left over. */
@NullMarked
package dev.stackyn.deployments.adapters.docker.stock;

import org.jspecify.annotations.NullMarked;
