/**
 * The queue beside others on the same PostgreSQL: what {@code ./stackyn bench queue} runs at
 * length, and {@code QueueBenchTest} with a few hundred jobs.
 */
@NullMarked
package dev.stackyn.jobs.bench;

import org.jspecify.annotations.NullMarked;
