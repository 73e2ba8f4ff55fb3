/** The connection to the Docker engine. */
@NullMarked
package dev.stackyn.platform.adapters.docker;

import org.jspecify.annotations.NullMarked;
