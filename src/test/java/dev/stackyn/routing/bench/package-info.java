/** What `./stackyn bench router` measures, and a short form of it that is a test. */
@NullMarked
package dev.stackyn.routing.bench;

import org.jspecify.annotations.NullMarked;
