/** The deploy itself: what happens in which order, and what is undone when it goes wrong. */
@NullMarked
package dev.stackyn.deployments.engine;

import org.jspecify.annotations.NullMarked;
