/** What routing leaves for others to do. */
@NullMarked
package dev.stackyn.routing.adapters.jobs;

import org.jspecify.annotations.NullMarked;
