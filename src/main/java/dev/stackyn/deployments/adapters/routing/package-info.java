/** The routes of deployments on the routing context. */
@NullMarked
package dev.stackyn.deployments.adapters.routing;

import org.jspecify.annotations.NullMarked;
