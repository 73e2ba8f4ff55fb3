/** What nobody may read in a log or find in an image: which values, in which forms, and where. */
@NullMarked
package dev.stackyn.deployments.engine.secrets;

import org.jspecify.annotations.NullMarked;
