/**
 * Work that is done later, and elsewhere: one durable queue for all contexts, whoever works on it,
 * and what people see of it. A context enqueues with {@code JobQueue} and brings a {@code
 * JobHandler}; a {@code Schedule} enqueues by itself. Schema: {@code jobs}. Routes: {@code
 * /api/jobs*}, {@code /ws}. May use: kernel, platform.
 */
@NullMarked
package dev.stackyn.jobs;

import org.jspecify.annotations.NullMarked;
