/** What a process keeps of its routes on its own machine. */
@NullMarked
package dev.stackyn.routing.adapters.disk;

import org.jspecify.annotations.NullMarked;
