/**
 * From a commit to a running container: the engine that makes a deployment, and what it needs for
 * it, sources by JGit, images and containers by Docker. May use: kernel, platform, jobs, identity,
 * billing.
 */
@NullMarked
package dev.stackyn.deployments;

import org.jspecify.annotations.NullMarked;
