/** Deployments as jobs: what is done one after the other for each app. */
@NullMarked
package dev.stackyn.deployments.adapters.jobs;

import org.jspecify.annotations.NullMarked;
