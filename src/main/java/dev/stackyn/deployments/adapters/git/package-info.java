/** Sources by Git: mirrors, checkouts, and the wall between a repository and our network. */
@NullMarked
package dev.stackyn.deployments.adapters.git;

import org.jspecify.annotations.NullMarked;
