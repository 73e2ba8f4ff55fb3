/** What the platform needs from outside. */
@NullMarked
package dev.stackyn.platform.ports;

import org.jspecify.annotations.NullMarked;
