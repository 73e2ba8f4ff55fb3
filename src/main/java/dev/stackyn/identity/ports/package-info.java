/** What identity needs from outside. */
@NullMarked
package dev.stackyn.identity.ports;

import org.jspecify.annotations.NullMarked;
