/** The threads that work. */
@NullMarked
package dev.stackyn.jobs.adapters.loop;

import org.jspecify.annotations.NullMarked;
