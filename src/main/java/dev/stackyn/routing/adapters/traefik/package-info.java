/** Traefik in front of our own router: what it is told, and whether it has heard. */
@NullMarked
package dev.stackyn.routing.adapters.traefik;

import org.jspecify.annotations.NullMarked;
