/** The router in this process: it takes requests to backends and answers back. */
@NullMarked
package dev.stackyn.routing.adapters.proxy;

import org.jspecify.annotations.NullMarked;
