/** The launcher, run as people run it. */
@NullMarked
package dev.stackyn.launcher;

import org.jspecify.annotations.NullMarked;
