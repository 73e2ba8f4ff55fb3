/** Deployments and their logs as rows. */
@NullMarked
package dev.stackyn.deployments.adapters.postgres;

import org.jspecify.annotations.NullMarked;
