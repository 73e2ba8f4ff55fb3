/** The queue's rows, and news of them by LISTEN and NOTIFY. */
@NullMarked
package dev.stackyn.jobs.adapters.postgres;

import org.jspecify.annotations.NullMarked;
