/** Puts the engine together, and keeps it supplied. */
@NullMarked
package dev.stackyn.deployments.adapters.wiring;

import org.jspecify.annotations.NullMarked;
