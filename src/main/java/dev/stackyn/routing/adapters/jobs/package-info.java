/** Certificates that are ordered, and renewed in time. */
@NullMarked
package dev.stackyn.routing.adapters.jobs;

import org.jspecify.annotations.NullMarked;
