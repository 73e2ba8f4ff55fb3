/** What a deployment is, and what deployments are told from outside. */
@NullMarked
package dev.stackyn.deployments.domain;

import org.jspecify.annotations.NullMarked;
