/** Orders certificates by ACME (RFC 8555). */
@NullMarked
package dev.stackyn.routing.adapters.acme;

import org.jspecify.annotations.NullMarked;
