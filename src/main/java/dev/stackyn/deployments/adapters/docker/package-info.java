/**
 * What deployments ask of a Docker engine. Here is the way to it, one small HTTP client of our own:
 * builds need connections that are streamed both ways, taken over, and closed to end the work,
 * which the libraries' clients do not give.
 */
@NullMarked
package dev.stackyn.deployments.adapters.docker;

import org.jspecify.annotations.NullMarked;
