/**
 * What the queue survives, with real processes: {@code ./stackyn prove queue} at length, and {@code
 * QueueProofTest} in small.
 */
@NullMarked
package dev.stackyn.jobs.proof;

import org.jspecify.annotations.NullMarked;
