/**
 * The way of a request to an app: which host leads to which backend, the router that takes it
 * there, and how one backend takes over from another without a request being lost. Schema: {@code
 * routing}. Routes: none; the router has a port of its own. May use: kernel, platform, identity.
 */
@NullMarked
package dev.stackyn.routing;

import org.jspecify.annotations.NullMarked;
