/** What billing needs from outside. */
@NullMarked
package dev.stackyn.billing.ports;

import org.jspecify.annotations.NullMarked;
