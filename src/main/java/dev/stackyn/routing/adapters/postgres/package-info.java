/** The routes' rows, and the register of routers. */
@NullMarked
package dev.stackyn.routing.adapters.postgres;

import org.jspecify.annotations.NullMarked;
