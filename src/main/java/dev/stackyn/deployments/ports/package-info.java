/** What the deployments themselves need of the world; the engine has ports of its own. */
@NullMarked
package dev.stackyn.deployments.ports;

import org.jspecify.annotations.NullMarked;
