/** What the queue does for itself, as a job like any other. */
@NullMarked
package dev.stackyn.jobs.adapters.jobs;

import org.jspecify.annotations.NullMarked;
