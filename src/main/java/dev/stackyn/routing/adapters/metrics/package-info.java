/** Figures of certificates, for whoever collects them. */
@NullMarked
package dev.stackyn.routing.adapters.metrics;

import org.jspecify.annotations.NullMarked;
