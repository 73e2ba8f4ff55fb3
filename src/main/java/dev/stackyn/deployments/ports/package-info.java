/** What deployments need from outside, beside what the engine does. */
@NullMarked
package dev.stackyn.deployments.ports;

import org.jspecify.annotations.NullMarked;
