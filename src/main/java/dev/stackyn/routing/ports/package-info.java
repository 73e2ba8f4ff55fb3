/**
 * What routing needs from outside: where routes are kept, who else routes, and a knock at a door.
 */
@NullMarked
package dev.stackyn.routing.ports;

import org.jspecify.annotations.NullMarked;
