/** Certificates that are ordered, and renewed in time; and word that an app is to be woken. */
@NullMarked
package dev.stackyn.routing.adapters.jobs;

import org.jspecify.annotations.NullMarked;
