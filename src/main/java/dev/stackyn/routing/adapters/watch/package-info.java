/** Keeps the table of this process up with the database. */
@NullMarked
package dev.stackyn.routing.adapters.watch;

import org.jspecify.annotations.NullMarked;
