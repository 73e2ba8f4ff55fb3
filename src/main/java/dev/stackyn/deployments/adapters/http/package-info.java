/** Deployments and their logs over HTTP. */
@NullMarked
package dev.stackyn.deployments.adapters.http;

import org.jspecify.annotations.NullMarked;
