/**
 * How a repository without a Dockerfile is built: one class for each language, and what they share.
 * Everything here follows from file names and texts alone.
 */
@NullMarked
package dev.stackyn.deployments.adapters.detection;

import org.jspecify.annotations.NullMarked;
