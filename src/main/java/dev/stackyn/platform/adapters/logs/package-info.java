/** How log lines look. */
@NullMarked
package dev.stackyn.platform.adapters.logs;

import org.jspecify.annotations.NullMarked;
