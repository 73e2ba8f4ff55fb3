/**
 * The few words every context speaks: plain Java, no framework, nothing that belongs to one context
 * alone.
 */
@NullMarked
package dev.stackyn.kernel;

import org.jspecify.annotations.NullMarked;
