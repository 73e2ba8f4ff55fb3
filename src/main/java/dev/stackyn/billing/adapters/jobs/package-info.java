/** What becomes due in billing by itself. */
@NullMarked
package dev.stackyn.billing.adapters.jobs;

import org.jspecify.annotations.NullMarked;
