/** Jobs as people see them: lists, cancelling, events, figures. */
@NullMarked
package dev.stackyn.jobs.adapters.http;

import org.jspecify.annotations.NullMarked;
