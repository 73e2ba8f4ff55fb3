/** Asks a backend over a socket of its own whether it answers. */
@NullMarked
package dev.stackyn.routing.adapters.knock;

import org.jspecify.annotations.NullMarked;
