/** What a deploy needs of the world: sources, images, containers, routes, a place for its log. */
@NullMarked
package dev.stackyn.deployments.engine.ports;

import org.jspecify.annotations.NullMarked;
