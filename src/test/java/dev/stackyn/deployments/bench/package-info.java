/** What {@code ./stackyn bench build} measures. */
@NullMarked
package dev.stackyn.deployments.bench;

import org.jspecify.annotations.NullMarked;
