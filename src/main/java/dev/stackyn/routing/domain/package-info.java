/** Hosts, routes, the table that requests are looked up in, and who is at which backend. */
@NullMarked
package dev.stackyn.routing.domain;

import org.jspecify.annotations.NullMarked;
