/** The verbs that end by themselves: migrate and doctor. */
@NullMarked
package dev.stackyn.platform.adapters.cli;

import org.jspecify.annotations.NullMarked;
